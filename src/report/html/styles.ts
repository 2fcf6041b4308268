import {CHART_STYLES} from './chart-styles.js';

/** The page's style sheet. Colours keep a contrast of 4.5 to 1 for text, light and dark. */
export const STYLES = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1c2128;--muted:#5b6470;--line:#e2e6ea;--soft:#f5f7f9;
--pass:#1a7237;--warn:#8a5a00;--fail:#c4202b;--error:#a8400c;--inconclusive:#6541b8;
--ok:#2f6fbd;--latency:#7b44c0;--pods:#0b7a70;--cost:#a85208;--reserved:#5b6470;--band:#c4202b12;--hover:#1c212814;--on:#fff}
@media screen and (prefers-color-scheme:dark){:root{--bg:#12161b;--fg:#e4e9ee;--muted:#9aa5b1;--line:#2b323a;--soft:#1a2027;
--pass:#57c37a;--warn:#dca53a;--fail:#ff7b7f;--error:#f4935c;--inconclusive:#b79bf5;
--ok:#6fa8ec;--latency:#ba93f2;--pods:#45bfae;--cost:#eaa15c;--reserved:#9aa5b1;--band:#ff7b7f1c;--hover:#ffffff1c;--on:#12161b}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
main,footer{max-width:1168px;margin:0 auto;padding:0 24px}
main{padding-top:32px}
section{margin:44px 0 0}
h1,h2,h3,p,ul,dl,figure,pre{margin:0}
h1{font-size:28px;line-height:1.28;font-weight:650;letter-spacing:-.012em;text-wrap:pretty;overflow-wrap:anywhere}
h2{font-size:20px;line-height:1.3;font-weight:650;letter-spacing:-.005em;margin-bottom:12px}
h3{font-size:16px;font-weight:650;margin-bottom:4px;overflow-wrap:anywhere}
.wide+h3{margin-top:24px}p+.wide{margin-top:10px}.wide+p{margin-top:12px}
h3 .muted{font-weight:400;margin-left:4px}
ul{padding-left:20px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
pre{margin-top:16px;padding:12px 14px;background:var(--soft);border-radius:8px;overflow-x:auto;line-height:1.45}
.muted{color:var(--muted)}
.small{margin-top:14px;font-size:14px;color:var(--muted);max-width:80ch}
.small+.small{margin-top:8px}
.facts{font-size:14px}
p.facts{margin-bottom:12px;color:var(--muted)}
p.facts strong{color:var(--fg);font-weight:650}
p.facts span::before{content:"·";margin:0 6px 0 2px}
.verdict{display:inline-block;color:var(--on);border-radius:7px;padding:0 11px;margin-right:6px;white-space:nowrap}
.verdict.pass{background:var(--pass)}.verdict.warn{background:var(--warn)}.verdict.fail{background:var(--fail)}.verdict.error{background:var(--error)}.verdict.inconclusive{background:var(--inconclusive)}
.pill.pass{color:var(--pass)}.pill.warn{color:var(--warn)}.pill.fail{color:var(--fail)}.pill.error{color:var(--error)}.pill.inconclusive{color:var(--inconclusive)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.of{color:var(--muted);font-weight:400;margin-left:8px}
.next{margin-top:12px;max-width:80ch;font-size:17px}
.also{margin-top:14px;color:var(--muted);max-width:90ch}
.pill{display:inline-block;font-weight:650;font-size:13px;line-height:20px;padding:0 9px;border-radius:10px;border:1px solid currentColor}
.wide{overflow-x:auto;border-radius:4px}
.wide:focus-visible,summary:focus-visible{outline:2px solid var(--ok);outline-offset:2px}
table{border-collapse:collapse;min-width:100%;font-size:14px;line-height:1.4}
th,td{padding:7px 18px 7px 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:2px}
thead th{font-weight:500;color:var(--muted);white-space:nowrap;padding-top:0}
tbody th{font-weight:500}
.n{text-align:right;white-space:nowrap}
tbody tr:last-child>*{border-bottom-color:transparent}
.group{padding-top:18px;font-size:16px;font-weight:650}
tbody:first-of-type .group{padding-top:8px}
article{padding:14px 0;border-top:1px solid var(--line)}
article:first-of-type{border-top:0;padding-top:0}
article .wide{margin-top:8px}
.advice{margin-top:12px;padding:2px 0 2px 14px;border-left:3px solid var(--warn);max-width:90ch}
.diagnoses{list-style:none;padding:0}.diagnoses li{margin-top:14px;padding:2px 0 2px 14px;border-left:3px solid var(--line);max-width:90ch}.diagnoses .high{border-color:var(--fail)}.diagnoses .medium{border-color:var(--warn)}
.where{margin-top:10px;font-size:14px;color:var(--muted)}
svg.split{display:block;width:100%;height:14px;margin:6px 0 8px;border-radius:3px}
.part{stroke:var(--bg);stroke-width:1}
.part.p0{fill:color-mix(in srgb,var(--ok) 50%,var(--bg))}.part.p1{fill:color-mix(in srgb,var(--ok) 28%,var(--bg))}.part.longest{fill:var(--warn)}
.swatch{width:10px;height:10px;margin-right:6px}
dl.split{display:flex;flex-wrap:wrap;gap:4px 22px;font-size:14px}
dl.split dt{display:inline;color:var(--muted)}dl.split dd{display:inline;margin:0 0 0 6px}
dl.split .longest>*{color:var(--fg);font-weight:650}
dl.facts div{display:grid;grid-template-columns:150px 1fr;padding:3px 0}
dl.facts dt{color:var(--muted)}dl.facts dd{margin:0;overflow-wrap:anywhere}
details{margin-top:12px}
summary{cursor:pointer;font-weight:500;width:fit-content}
details>.wide,details>h3{margin-top:12px}
figcaption{font-size:14px;color:var(--muted)}
footer{margin-top:48px;padding-bottom:40px;font-size:14px;color:var(--muted)}
@media screen and (max-width:759px){main,footer{padding-left:16px;padding-right:16px}main{padding-top:20px}h1{font-size:22px}.of{display:block;margin-left:0}section{margin-top:34px}
th,td{padding-right:14px}dl.facts div{grid-template-columns:1fr;padding:4px 0}.objectives th,.objectives td{padding-right:10px}.objectives td:nth-child(3){white-space:normal;min-width:76px}}
@media print{:root{color-scheme:light}body{font-size:12px}h3,.group{font-size:12.5px}.facts,.small,.where,dl.split,figcaption{font-size:11px}.pill{font-size:10px;line-height:15px}.next{font-size:13px}main,footer{max-width:none;padding:0}h1{font-size:20px}h2{font-size:15px;break-after:avoid}
section{margin-top:22px}.wide{overflow:visible}table{font-size:10.5px}th,td{padding:4px 10px 4px 0}.group{padding-top:10px}tr,article,figure{break-inside:avoid}summary{list-style:none}
details::details-content{content-visibility:visible;height:auto;display:block}}
${CHART_STYLES}`.trim();
