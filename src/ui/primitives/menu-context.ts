import { createContext, type RefObject, use } from "react";

type MenuParts = typeof import("./menu-parts.tsx");

export type MenuState = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Which brings the first entry into focus, where the pointer does not. */
  byKey: RefObject<boolean>;
  trigger: RefObject<HTMLButtonElement | null>;
  triggerId: string;
  contentId: string;
  /** Null until the code has come: nearly no menu of a page is ever opened. */
  parts: MenuParts | null;
  load: () => void;
};

export const MenuContext = createContext<MenuState | null>(null);

export function useMenu(): MenuState {
  const menu = use(MenuContext);
  if (menu === null) throw new Error("A part of a menu stands outside of one");
  return menu;
}

/** For what stands within MenuContent, which is there only when they have come. */
export function useMenuParts(): MenuParts {
  const { parts } = useMenu();
  if (parts === null) throw new Error("An entry of a menu stands outside of its content");
  return parts;
}
