/** The part of the style sheet for the timeline. */
export const CHART_STYLES = `
.chart{display:block;width:100%;height:auto;overflow:visible}
.chart.narrow{display:none}
.chart text{font-size:11px;fill:var(--muted);font-variant-numeric:tabular-nums}
.chart .title{font-size:12.5px;font-weight:600;fill:var(--fg)}
.chart .key{font-weight:500}
.chart .name{font-size:12.5px;font-weight:600;fill:var(--fg)}
.chart .grid{stroke:var(--line);stroke-width:1;shape-rendering:crispEdges}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round}
.line.ok{stroke:var(--ok)}.line.latency{stroke:var(--latency)}.line.pods{stroke:var(--pods)}.line.cost{stroke:var(--cost)}
.line.reserved{stroke:var(--reserved);stroke-dasharray:4 3}
.bar{fill:var(--fail);fill-opacity:.55}.mark{stroke:var(--fail);stroke-width:4}
.chart .key.ok{fill:var(--ok)}.chart .key.muted{fill:var(--muted)}.chart .key.bad{fill:var(--fail)}.chart .key.cost{fill:var(--cost)}.chart .key.reserved{fill:var(--reserved)}
.band{fill:var(--band)}
.injected{stroke:var(--fail);stroke-width:1.5}.recovered{stroke:var(--pass);stroke-width:1.5}.missed{stroke:var(--fail);stroke-width:1.5;stroke-dasharray:3 2}
.chart .flag{stroke:none;font-weight:600}.chart .flag.recovered{fill:var(--pass)}.chart .flag.missed{fill:var(--fail)}
.phase rect{fill:var(--soft);stroke:var(--line)}.phase.fault rect{fill:var(--band);stroke:none}
.phase.baseline rect{fill:color-mix(in srgb,var(--ok) 14%,var(--bg));stroke:none}
.phase.settle rect,.phase.recover rect{fill:color-mix(in srgb,var(--pass) 16%,var(--bg));stroke:none}
.chart .phase text{fill:var(--fg)}
.c rect{fill:transparent}.c text{visibility:hidden;fill:var(--fg)!important;font-size:12px!important}
.c:hover rect{fill:var(--hover)}.c:hover text{visibility:visible}
.chart:has(.c:hover) .hint{visibility:hidden}
@media screen and (max-width:759px){.chart.wide{display:none}.chart.narrow{display:block}}
@media print{.chart.narrow,.hint{display:none}.chart.wide{display:block}}
`.trim();
