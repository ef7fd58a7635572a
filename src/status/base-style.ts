/** One style for all themes; colours, fonts and corners are variables of theme-style.ts. Logical properties only. */
export const BASE_STYLE = minify(`
*,::before,::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; background: var(--bg) }
body { margin: 0; background: var(--bg); color: var(--ink); font: 400 1rem/1.5 var(--font); overflow-wrap: anywhere }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, figure { margin: 0; padding: 0 }
h1, h2, h3, h4, h5 { font-family: var(--title); line-height: 1.25; text-wrap: balance }
ul, ol { list-style: none }
a { color: var(--accent); text-underline-offset: .2em }
a:hover { text-decoration-thickness: 2px }
svg, img { display: block }
button, input { font: inherit; color: inherit }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px }
[hidden] { display: none !important }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip:focus { position: fixed; inset-block-start: .5rem; inset-inline-start: .5rem; z-index: 9; background: var(--surface); padding: .5rem 1rem; width: auto; height: auto; clip-path: none }
.wrap { max-width: 50rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 1.5rem) }
header { padding-block: clamp(1.25rem, 4vw, 2.25rem) }
.top { display: flex; align-items: center; justify-content: space-between; gap: .75rem 1.25rem; flex-wrap: wrap }
.brand { font: 650 1.25rem/1.3 var(--title); color: var(--ink); text-decoration: none; min-width: 0 }
.brand img { height: 2.25rem; width: auto; max-width: min(16rem, 70vw); object-fit: contain; object-position: left }
.logo { display: var(--logo) }
.logo-dark { display: var(--logo-dark) }
nav ul { display: flex; align-items: center; flex-wrap: wrap; gap: .25rem 1.1rem; font-size: .9375rem }
nav a { color: var(--ink2); text-decoration: none }
nav a:hover { color: var(--ink); text-decoration: underline }
.btn { display: inline-flex; align-items: center; justify-content: center; gap: .4rem; min-height: 2.5rem; padding: .4rem 1rem; border: 1px solid transparent; border-radius: min(var(--r), 10px); background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; cursor: pointer }
.btn:hover { filter: brightness(1.08) }
.plain { background: none; border: 1px solid var(--line); color: var(--ink2); font-weight: 500; min-height: 2.25rem; padding: .25rem .75rem; font-size: .875rem }
.icon { padding: .25rem; width: 2.25rem }
main { display: grid; gap: clamp(1.75rem, 5vw, 2.5rem); padding-block-end: clamp(1.75rem, 5vw, 2.5rem) }
main > *, .stack > * { min-width: 0 }
.stack { display: grid; gap: .75rem }
.i { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
h2 { font-size: 1.125rem; font-weight: 650 }
.h { margin-block-end: .75rem }
.dim { color: var(--ink2); font-size: .875rem }
.ok { --c: var(--ok); --f: var(--ok-f); --s: var(--ok-s) }
.bad { --c: var(--bad); --f: var(--bad-f); --s: var(--bad-s) }
.part { --c: var(--part); --f: var(--part-f); --s: var(--part-s) }
.warn { --c: var(--warn); --f: var(--warn-f); --s: var(--warn-s) }
.work { --c: var(--work); --f: var(--work-f); --s: var(--work-s) }
.idle { --c: var(--idle); --f: var(--idle-f); --s: var(--idle-s) }
.hero { display: flex; gap: clamp(.85rem, 3vw, 1.25rem); align-items: center; background: var(--s); border: 1px solid color-mix(in srgb, var(--f) 35%, transparent); border-radius: var(--r); padding: clamp(1.1rem, 4vw, 1.75rem) }
.hero > .i { width: clamp(2.25rem, 8vw, 3rem); height: clamp(2.25rem, 8vw, 3rem); color: var(--c); stroke-width: 1.6 }
.hero h1 { font-size: clamp(1.375rem, 1.1rem + 1.9vw, 2rem); font-weight: 680; letter-spacing: -.012em }
.hero p { color: var(--ink2); margin-block-start: .2rem }
.note { display: flex; gap: .7rem; background: var(--s); border-radius: var(--r); padding: .8rem 1rem }
.note > .i { color: var(--c); margin-block-start: .1em }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--r) }
.post { padding: clamp(1rem, 3vw, 1.4rem); display: grid; gap: .75rem }
.post h3, .post h1 { font-size: 1.0625rem; font-weight: 650 }
.post h1 { font-size: clamp(1.375rem, 1.1rem + 1.6vw, 1.875rem) }
.post h3 a { color: inherit; text-decoration: none }
.post h3 a:hover { text-decoration: underline }
.tag { display: inline-flex; align-items: center; gap: .35rem; border-radius: 99px; background: var(--s); color: var(--c); font-size: .8125rem; font-weight: 600; padding: .15rem .65rem .15rem .5rem; white-space: nowrap }
.line { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem .75rem }
.split { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 1rem }
.ups { display: grid; gap: 1rem }
.ups > li { display: grid; gap: .15rem; border-inline-start: 2px solid var(--line); padding-inline-start: .9rem }
.ups h4 { font: 600 .875rem/1.4 var(--font) }
.md { display: grid; gap: .6rem; min-width: 0 }
.md h2, .md h3, .md h4, .md h5 { font-size: 1rem; font-weight: 650 }
.md ul, .md ol { padding-inline-start: 1.4rem; list-style: disc }
.md ol { list-style: decimal }
.md code, .md pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875em; background: var(--sunken); border-radius: 4px }
.md code { padding: .1em .3em }
.md pre { padding: .75rem; overflow-x: auto; margin: 0 }
.md blockquote { margin: 0; border-inline-start: 2px solid var(--line); padding-inline-start: .9rem; color: var(--ink2) }
.md hr { border: 0; border-block-start: 1px solid var(--line); width: 100%; margin: 0 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-size: .875rem }
th, td { text-align: start; padding: .3rem .75rem .3rem 0; border-block-end: 1px solid var(--line); vertical-align: top; font-variant-numeric: tabular-nums }
summary { cursor: pointer; border-radius: 4px }
.group > summary { display: flex; align-items: center; gap: .6rem; list-style: none; padding: .9rem clamp(1rem, 3vw, 1.4rem) }
.group > summary::-webkit-details-marker { display: none }
.group > summary h3 { flex: 1; min-width: 0; font-size: 1.0625rem; font-weight: 650 }
.group > summary > .i { transition: transform .15s; color: var(--ink2) }
.group[open] > summary > .i { transform: rotate(90deg) }
.group[open] > summary { border-block-end: 1px solid var(--line) }
.c { padding: 1rem clamp(1rem, 3vw, 1.4rem); display: grid; gap: .5rem }
.c + .c { border-block-start: 1px solid var(--line) }
.c > .split { align-items: center }
.c h3, .c h4 { font: 600 1rem/1.4 var(--font); min-width: 0 }
.st { display: inline-flex; align-items: center; gap: .35rem; color: var(--c); font-size: .875rem; font-weight: 600; white-space: nowrap }
.say { display: flex; gap: .4rem; align-items: flex-start; color: var(--c); font-size: .875rem; font-weight: 550 }
.say .i { margin-block-start: .05em; width: 1.1em }
.b { width: 100%; height: 2.125rem; direction: ltr }
.b rect { fill: var(--f) }
.b .z { fill: var(--s) }
.b .ok { fill: var(--ok-f) }
.b .partly { fill: color-mix(in srgb, var(--ok-f) 45%, var(--surface)) }
.b .work { fill: url(#mt) }
.b .idle { fill: url(#nd) }
.mt-b { fill: var(--work-s) }
.mt-f { fill: var(--work-f) }
.nd-b { fill: var(--surface) }
.nd-f { fill: var(--idle-f) }
.key svg .work { fill: url(#mt) }
.key svg .idle { fill: url(#nd) }
.ax { display: flex; justify-content: space-between; gap: .75rem; align-items: baseline; font-size: .8125rem; color: var(--ink2); font-variant-numeric: tabular-nums }
.ax b { font-weight: 500; text-align: center; color: var(--ink) }
.ax i { font-style: normal; white-space: nowrap }
.small { font-size: .8125rem; color: var(--ink2) }
.small summary { width: fit-content; padding-block: .15rem }
.small summary:hover { color: var(--ink) }
.small li { padding-block: .15rem }
.small ul { padding-block-start: .25rem; font-variant-numeric: tabular-nums }
.chart { width: 100%; height: 4.5rem; direction: ltr }
.chart path { fill: none; stroke: var(--accent); stroke-width: 1.75; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round }
.chart .p95 { stroke: color-mix(in srgb, var(--ink2) 65%, var(--surface)); stroke-width: 1.25; stroke-dasharray: 3 3 }
.chart line { stroke: var(--line); vector-effect: non-scaling-stroke }
.key { display: flex; flex-wrap: wrap; gap: .35rem 1.1rem; padding-block-start: .5rem }
.key li { display: inline-flex; align-items: center; gap: .45rem }
.key svg { width: .7rem; height: 1.1rem }
.key rect { fill: var(--f) }
.key .partly { fill: color-mix(in srgb, var(--ok-f) 45%, var(--surface)) }
.chart.swatch { display: inline-block; width: 1.4rem; height: .5rem; margin-inline: .6rem .3rem }
#key { padding-block-start: .5rem }
.days > li { display: grid; gap: .6rem; padding-block: 1rem; border-block-start: 1px solid var(--line) }
.days > li > h3 { font-size: .9375rem; font-weight: 600 }
.past { display: grid; gap: .4rem }
.past h3, .past h4 { font: 600 1rem/1.4 var(--font) }
.past h3 a, .past h4 a { color: var(--ink); text-underline-offset: .25em }
.sub { padding: clamp(1.1rem, 4vw, 1.6rem); display: grid; gap: .75rem }
.row { display: flex; flex-wrap: wrap; gap: .6rem }
.row input { flex: 1 1 14rem; min-width: 0 }
input { min-height: 2.5rem; padding: .4rem .8rem; border: 1px solid color-mix(in srgb, var(--ink2) 70%, var(--line)); border-radius: min(var(--r), 10px); background: var(--bg); width: 100% }
label { font-size: .875rem; font-weight: 600 }
select { font: inherit; color: inherit; min-height: 2.5rem; padding: .4rem .8rem; border: 1px solid color-mix(in srgb, var(--ink2) 70%, var(--line)); border-radius: min(var(--r), 10px); background: var(--bg); width: 100% }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0 }
legend { font-size: .875rem; font-weight: 600; padding: 0; margin-bottom: .35rem }
.pick { display: flex; align-items: center; gap: .5rem; min-height: 2rem; font-weight: 400 }
.pick input { width: 1.1rem; height: 1.1rem; min-height: 0; flex: none; accent-color: currentColor }
.field { display: grid; gap: .3rem }
footer { padding-block: 1.5rem 3rem; color: var(--ink2); font-size: .8125rem }
footer > div { border-block-start: 1px solid var(--line); padding-block-start: 1.25rem }
footer a { color: var(--ink2) }
.mid { max-width: 30rem; padding-block: clamp(2rem, 12vh, 7rem) }
.mid .card { padding: clamp(1.25rem, 5vw, 2rem); display: grid; gap: 1rem }
.mid h1 { font-size: 1.5rem; font-weight: 680 }
.tip { position: absolute; z-index: 5; pointer-events: none; max-width: min(17rem, 90vw); background: var(--ink); color: var(--bg); border-radius: 6px; padding: .35rem .6rem; font-size: .8125rem; line-height: 1.35 }
@media (max-width: 26rem) {
  .ax { font-size: .75rem; gap: .5rem }
  .hero { align-items: flex-start }
  nav ul { gap: .25rem .7rem; font-size: .875rem }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important } }
@media (forced-colors: active) { .b rect, .key rect { forced-color-adjust: none } .card, .hero, .note { border: 1px solid } }
@media print {
  :root { --bg: #fff !important; --surface: #fff !important; --sunken: #fff !important; --ink: #000 !important; --ink2: #333 !important }
  nav, .sub, .noprint { display: none !important }
  .card, .hero, .c { break-inside: avoid }
  .b, .key svg, .hero, .tag, .note { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .post a[href^=http]::after { content: " (" attr(href) ")"; font-size: .8em }
}
`);

/** The style has no strings in which a space matters beside these marks. */
function minify(css: string): string {
  return css
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .trim();
}
