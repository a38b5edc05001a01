/** The style of the report in HTML: light and dark, for screens, phones and paper, and in a webview of VS Code. */

/** `--s0` to `--s7` are the colours of charts: each stands out against the background by 3 to 1 at least, as WCAG 2.2 (1.4.11) wants it. */
const LIGHT = `color-scheme: light; --text: #1b1f24; --dim: #57606a; --line: #d0d7de; --bar: #cfe3ff; --good: #1a7f37; --bad: #b42318; --link: #0b57d0; --back: #fff;
  --s0: #1f6feb; --s1: #c2560c; --s2: #1a7f37; --s3: #8250df; --s4: #bf3989; --s5: #0e7c86; --s6: #8a6100; --s7: #6e7781`
const DARK = `color-scheme: dark; --text: #e6edf3; --dim: #9da7b1; --line: #30363d; --bar: #173a6b; --good: #56d364; --bad: #ff7b72; --link: #79b8ff; --back: #0d1117;
  --s0: #388bfd; --s1: #f0883e; --s2: #3fb950; --s3: #a371f7; --s4: #f778ba; --s5: #39c5cf; --s6: #d4a72c; --s7: #8b949e`

export const STYLE = `
:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
body.vscode-light, body.vscode-high-contrast-light { ${LIGHT} }
body.vscode-dark, body.vscode-high-contrast { ${DARK} }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 66rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back) }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 } h2 { font-size: 1.25rem; margin: 2.75rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line) } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
p { margin: .5rem 0; max-width: 46rem } a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .15em }
.dim { color: var(--dim) } .good { color: var(--good) } .bad { color: var(--bad) }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 1rem 0 0; padding: 0 }
dl { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1.5rem 0 } dt { color: var(--dim); font-size: .85rem } dd { margin: 0; font-size: 1.8rem; line-height: 1.2; font-variant-numeric: tabular-nums }
.scroll { overflow-x: auto; margin: .5rem 0 } .scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
th:first-child, td:first-child { padding-left: .4rem }
thead th { font-weight: 600; font-size: .85rem; color: var(--dim); white-space: nowrap; vertical-align: bottom } tbody th { font-weight: 400; overflow-wrap: anywhere; min-width: 9rem } td { overflow-wrap: break-word }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; width: 1% }
.bar { background: linear-gradient(var(--bar), var(--bar)) no-repeat left / calc(var(--share) * 100%) 100% }
code { font: .9em ui-monospace, monospace }
summary { cursor: pointer; color: var(--link); padding: .25rem 0 } details { margin: .25rem 0 }
figure { margin: 1rem 0 } svg { display: block }
.chart { display: grid; grid-template-columns: auto 1fr; column-gap: .5rem; font-size: .8rem; color: var(--dim) }
.ys { position: relative; min-width: 2.75rem; text-align: right } .ys span { position: absolute; right: 0; transform: translateY(50%); line-height: 1 }
.plot svg { width: 100%; height: 16rem } .grid { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke }
.xs { grid-column: 2; position: relative; height: 1.6em; margin-top: .35rem; white-space: nowrap }
.xs.line span { position: absolute; transform: translateX(-50%) } .xs.line .first { transform: none } .xs.line .last { transform: translateX(-100%) }
.xs.columns { display: flex } .xs.columns span { flex: 1 1 0; min-width: 0; text-align: center; overflow: visible; display: flex; justify-content: center }
svg.one { width: 100%; height: 1.5rem; border-radius: 3px }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .5rem 0 0; font-size: .9rem } .legend li { display: flex; align-items: center; gap: .4rem } .swatch { width: .85rem; height: .85rem }
${Array.from({ length: 8 }, (_, index) => `.s${index} { fill: var(--s${index}) }`).join(' ')}
@media (max-width: 40rem) { body { padding-top: 1rem } h1 { font-size: 1.4rem } dl { gap: .75rem 1.75rem } dd { font-size: 1.4rem } table { font-size: .9rem } th, td { padding: .3rem .4rem } tbody th { min-width: 7rem } .plot svg { height: 12rem } .xs.line span:nth-child(even):not(.last) { display: none } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt } nav { display: none } a { color: inherit; text-decoration: none }
  h2, h3, summary, thead { break-after: avoid } tr, figure, dl { break-inside: avoid } h2 { margin-top: 1.5rem }
  .scroll { overflow: visible } table, thead th { font-size: 8pt } th, td { padding: .15rem .25rem } tbody th { min-width: 0; overflow-wrap: break-word }
  th.bar, svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact } .plot svg { height: 11rem }
  details::details-content { content-visibility: visible; display: block; height: auto } summary { list-style: none; color: var(--dim) }
}
`
