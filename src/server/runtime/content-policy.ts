export type PolicyOptions = { nonce: string; isHttps: boolean; isDev: boolean };

/**
 * What a document may load and run: scripts that carry the nonce and whatever those load, nothing from elsewhere.
 * Styles are the exception: charts, menus and toasts set style attributes and add style elements, which take no nonce.
 */
export function contentPolicy({ nonce, isHttps, isDev }: PolicyOptions): string {
  return Object.entries({
    "default-src": "'self'",
    // React's development build explains errors by means of eval.
    "script-src": `'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "script-src-attr": "'none'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": isDev ? "'self' ws:" : "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    // The preview of a status page.
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    ...(isHttps && { "upgrade-insecure-requests": "" }),
  })
    .map(([name, value]) => (value === "" ? name : `${name} ${value}`))
    .join("; ");
}
