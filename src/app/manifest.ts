import type { MetadataRoute } from "next";
import { getTranslations } from "next-intl/server";

/** What a browser needs to install Uptick. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations("shell.manifest");
  return {
    id: "/",
    name: "Uptick",
    short_name: "Uptick",
    description: t("description"),
    start_url: "/monitors",
    scope: "/",
    display: "standalone",
    background_color: "#f8f8f9",
    theme_color: "#f8f8f9",
    categories: ["developer", "utilities", "productivity"],
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
    ],
    shortcuts: [
      { name: t("monitors"), url: "/monitors" },
      { name: t("incidents"), url: "/incidents" },
    ],
  };
}
