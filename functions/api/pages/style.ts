import { createHash } from 'node:crypto';
import { CATEGORY_COLOURS } from '../../../shared/classification/category-colours.ts';

const { military, economic, diplomatic } = CATEGORY_COLOURS;

/** The one style sheet, written into each page: no second request, and a policy that allows its hash alone. */
const SHEET = `
:root{color-scheme:light dark;--paper:#fcfaf5;--ink:#1d1c1a;--soft:#5e5a53;--line:#ddd6c8;--rule:#1d1c1a;--card:#f4f0e6;--link:#0b4a83;--mil:${military.light};--eco:${economic.light};--dip:${diplomatic.light};--hatch:#b9b1a1;--mark:#f3e4b4;--good:#1f6b4c;--bad:#a8321c;--doubt:#7a5b00}
@media screen and (prefers-color-scheme:dark){:root{--paper:#141519;--ink:#ecebe6;--soft:#b4afa5;--line:#34363d;--rule:#8b8880;--card:#1c1e24;--link:#8fc1ff;--mil:${military.dark};--eco:${economic.dark};--dip:${diplomatic.dark};--hatch:#5d5f68;--mark:#55481a;--good:#6ccf9d;--bad:#ff8d76;--doubt:#e3c26a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:auto}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Charter,'Iowan Old Style','Source Serif 4','Noto Serif',Georgia,'Noto Serif CJK SC','Songti SC',serif}
.sans,nav,.meta,.tag,figcaption,form,button,table,.key,footer,.eyebrow,.facts dt,.n,summary{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,'Noto Sans CJK SC','PingFang SC',sans-serif}
a{color:var(--link);text-underline-offset:.16em;text-decoration-thickness:1px}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:1px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px;z-index:2}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.1rem}
.masthead{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1rem;border-bottom:1px solid var(--rule);padding-bottom:.35rem}
.name{font-size:2.1rem;font-weight:700;letter-spacing:-.01em;margin:0;line-height:1.05}.name a{color:inherit;text-decoration:none}
.motto{margin:0;color:var(--soft);font-style:italic}
nav{border-bottom:3px double var(--rule);margin-bottom:1.4rem}
nav ul{list-style:none;margin:0;padding:.15rem 0;display:flex;flex-wrap:wrap;gap:0 1.15rem;font-size:.9rem}
nav a{display:inline-block;padding:.28rem 0;min-height:28px;color:var(--ink);text-decoration:none}nav a:hover{text-decoration:underline}nav a[aria-current]{font-weight:700;box-shadow:inset 0 -2px var(--ink)}
h1{font-size:clamp(1.7rem,1.1rem + 2.6vw,2.7rem);line-height:1.1;letter-spacing:-.012em;margin:0 0 .6rem;text-wrap:balance;max-width:24em}
h2{font-size:1.4rem;line-height:1.2;margin:2.6rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--rule);text-wrap:balance}
h3::first-letter{text-transform:uppercase}h3{font-size:1.08rem;line-height:1.3;margin:1.4rem 0 .2rem}
p{margin:.5rem 0}main>p,section>p,.prose p,.deck{max-width:42em}.deck{font-size:1.16rem;line-height:1.5;margin-bottom:.8rem}
.soft{color:var(--soft)}.small,.meta{font-size:.86rem}.meta{color:var(--soft);margin:.15rem 0 0;line-height:1.5}
.eyebrow{font-size:.8rem;color:var(--soft);margin:0 0 .3rem}
.warn{border-left:4px solid var(--bad);padding:.35rem .8rem;background:var(--card)}
.nb{white-space:nowrap}
ul.plain,ol.plain,ol.events{list-style:none;margin:0;padding:0}
h2.year,h3.year{border-top:0;padding-top:0;font-size:1.5rem;margin:1.6rem 0 0;padding-bottom:.1rem;border-bottom:1px solid var(--line);font-variant-numeric:lining-nums;letter-spacing:-.01em}
ol.events>li{border-bottom:1px solid var(--line);padding:.7rem 0 .75rem;display:grid;grid-template-columns:9.5rem 1fr;gap:0 1.2rem}
ol.events time{font-variant-numeric:lining-nums tabular-nums;color:var(--soft);font-size:.9rem;line-height:1.65}
ol.events .t{font-size:1.1rem;font-weight:650;line-height:1.3;color:var(--ink);text-decoration-color:var(--line)}ol.events .t:hover{text-decoration-color:currentColor}
ol.events>li.end{display:block;border:0;border-bottom:1px solid var(--line);border-top:3px double var(--rule);background:var(--card);padding:.6rem .8rem;font-style:italic}
.cat{white-space:nowrap;color:var(--ink);margin-right:.55rem}.cat::before,.key li::before{content:'';display:inline-block;width:.68em;height:.68em;margin-right:.4em;background:var(--c)}
.military{--c:var(--mil)}.economic{--c:var(--eco)}.diplomatic{--c:var(--dip)}.cat.economic::before,.key .economic::before{border-radius:50%}.cat.diplomatic::before,.key .diplomatic::before{transform:rotate(45deg) scale(.92)}
.tag{display:inline-block;font-size:.76rem;line-height:1.5;border:1px solid var(--soft);border-radius:2px;padding:0 .38rem;margin-right:.5rem;white-space:nowrap;color:var(--ink)}
.tag.live{background:var(--ink);color:var(--paper);border-color:var(--ink)}.tag.article{border-style:double;border-width:3px;padding:0 .3rem;line-height:1.3}
.tag.chronology{border-style:dashed}
form.filter{background:var(--card);border-top:1px solid var(--rule);border-bottom:1px solid var(--rule);padding:.8rem .9rem;margin:.8rem 0;font-size:.9rem}
.row{display:flex;flex-wrap:wrap;gap:.55rem 1.3rem;align-items:end}.row+.row{margin-top:.6rem}
fieldset{border:0;padding:0;margin:0;min-width:0;display:flex;flex-wrap:wrap;gap:.1rem 1rem}legend{padding:0;color:var(--soft);font-size:.8rem}
form label{display:inline-flex;align-items:center;min-height:28px}form label.field{display:block;max-width:100%}.field select{width:100%;max-width:16rem}.field span{display:block;color:var(--soft);font-size:.8rem}
input,select,button,textarea{font:inherit;font-size:1rem;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:2px;padding:.25rem .5rem;min-height:2.1rem;max-width:100%}
input[type=checkbox]{width:20px;height:20px;min-height:20px;margin:2px .45rem 2px 0;accent-color:var(--ink)}
button{background:var(--ink);color:var(--paper);border-color:var(--ink);cursor:pointer;padding:.25rem 1.1rem;font-weight:600}
figure{margin:1.2rem 0 1.6rem}figcaption{font-size:.92rem;margin-bottom:.4rem;max-width:46em}figcaption strong{display:block;font-size:1.08rem;font-family:Charter,'Iowan Old Style','Noto Serif',Georgia,serif}figcaption span{color:var(--soft)}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;fill:var(--soft);font-size:13px}svg .head{fill:var(--ink);font-weight:650}svg .num{font-variant-numeric:tabular-nums}
svg .halo{stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.wide{display:block}.narrow{display:none}
.mil{fill:var(--mil)}.eco{fill:var(--eco)}.dip{fill:var(--dip)}.dot{fill-opacity:.78}.line{stroke:var(--soft);stroke-width:.6}.grid{stroke:var(--line);stroke-width:1;fill:none}.base{stroke:var(--ink);stroke-width:1;fill:none}.event-line{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3;fill:none}.span{stroke:var(--ink);stroke-width:4;fill:none}.hatching{stroke:var(--hatch);stroke-width:1.2}svg a path{fill:transparent}svg a:hover path{fill:var(--ink);fill-opacity:.07}
.key{display:flex;flex-wrap:wrap;gap:.15rem 1.2rem;list-style:none;padding:0;margin:.5rem 0;font-size:.86rem}.key .none::before{background:repeating-linear-gradient(45deg,var(--hatch) 0 2px,transparent 2px 5px);outline:1px solid var(--hatch)}
.scroll{overflow-x:auto}table:not([width]){width:100%}table{border-collapse:collapse;font-size:.88rem}th,td{text-align:left;vertical-align:top;padding:.38rem .9rem .38rem 0;border-bottom:1px solid var(--line)}thead th{border-bottom:1px solid var(--rule);font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}tbody th{font-weight:500}
dl.facts{display:grid;grid-template-columns:8rem 1fr;gap:.45rem 1.2rem;margin:1.2rem 0;border-top:1px solid var(--line);padding-top:.8rem}.facts dt{color:var(--soft);font-size:.86rem;line-height:1.85}dd{margin:0}
ol.ladder{display:flex;flex-wrap:wrap;list-style:none;padding:0;margin:.8rem 0;gap:.6rem 0}ol.ladder li{border-top:3px solid var(--ink);padding:.35rem 1.4rem 0 0;position:relative;min-width:9rem}ol.ladder li::before{content:'';position:absolute;left:0;top:-.5rem;width:.8rem;height:.8rem;border-radius:50%;background:var(--ink)}
.report{border-bottom:1px solid var(--line);padding:.75rem 0}.report .h{font-size:1.1rem;line-height:1.6;margin:0}.report .h a{color:var(--ink);text-decoration:none}.report .h a:hover{text-decoration:underline}
mark{background:none;color:var(--ink);border-bottom:2px solid var(--soft);padding-bottom:1px}mark.actor{border-bottom-color:var(--dip)}mark.trigger{background:var(--mark);border-bottom-color:var(--eco)}mark.relation{border-bottom-color:var(--eco);border-bottom-style:dashed}mark.cue{border-bottom-color:var(--mil);border-bottom-style:dotted}
.claim{display:grid;grid-template-columns:1fr 1fr;gap:.2rem 2.2rem;border-bottom:1px solid var(--line);padding:1.1rem 0}.claim .says{font-size:1.08rem;line-height:1.45}.claim .says::before{content:'“'}.claim .says::after{content:'”'}
.verdict{font-weight:700;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:.9rem}.holds{color:var(--good)}.wrong{color:var(--bad)}.doubt{color:var(--doubt)}
th .feed{display:block;font-weight:400;color:var(--soft);font-size:.92em;overflow-wrap:anywhere}
.tally{display:flex;flex-wrap:wrap;gap:.3rem 2rem;margin:1rem 0;padding:0;list-style:none}.tally small{font-weight:400;font-size:.5em}.tally b{display:block;font-size:1.9rem;line-height:1.1;font-variant-numeric:lining-nums}
details{margin:.4rem 0}summary{cursor:pointer;min-height:28px;font-size:.88rem;color:var(--link)}
.issue{max-width:46rem}.issue h3.lead{font-size:1.45rem;line-height:1.2}.issue h3 a{color:var(--ink);text-decoration-color:var(--line)}.issue .why{font-style:italic;font-size:.95rem;margin:.15rem 0 0}.issue .military{color:var(--mil)}.issue .economic{color:var(--eco)}.issue .diplomatic{color:var(--dip)}.issue .counts caption{text-align:left;padding-bottom:.3rem}.issue .counts td{vertical-align:middle}.issue .bar td{padding:0;border:0;background:var(--c);font-size:.6rem;line-height:.9rem}
[lang=zh]{font-family:'Noto Serif CJK SC','Noto Serif SC','Source Han Serif SC','Songti SC',SimSun,serif;line-height:1.65}
.bidi{unicode-bidi:isolate;overflow-wrap:anywhere}h1,.t,dd,td,.deck{overflow-wrap:anywhere}
.columns{display:grid;gap:0 3rem;grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
.pager{display:flex;justify-content:space-between;gap:1rem;margin:1.2rem 0}
footer{border-top:3px double var(--rule);margin-top:3.5rem;padding-top:.8rem;padding-bottom:2.5rem;font-size:.86rem;color:var(--soft)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--card);border-left:3px solid var(--line);padding:.6rem .8rem;font-size:.82rem;line-height:1.5;margin:.5rem 0}code{overflow-wrap:anywhere;font-size:.92em}
@media screen and (max-width:820px){.wide{display:none}.narrow{display:block;max-width:30rem}.columns,.claim{grid-template-columns:minmax(0,1fr)}}
@media (max-width:600px){body{font-size:1rem}ol.events>li{grid-template-columns:minmax(0,1fr)}dl.facts{grid-template-columns:minmax(0,1fr);gap:0}.facts dd{margin-bottom:.6rem}.name{font-size:1.75rem}.motto{font-size:.95rem}ol.ladder{display:block}ol.ladder li{border-top:0;border-left:3px solid var(--ink);padding:0 0 .9rem 1rem}ol.ladder li::before{left:-.57rem;top:.35rem}}
@media (forced-colors:active){button,.tag.live{background:ButtonFace;color:ButtonText}.cat::before,.key li::before{forced-color-adjust:none}.mil,.eco,.dip{forced-color-adjust:none}}
@media print{nav,form,.skip,button,.pager,details:not([open]){display:none}:root{--paper:#fff;--ink:#000;--soft:#444;--card:#fff}body{font-size:10.5pt}header,main,footer{max-width:none;padding:0}.report a[href^=http]::after,.claim a[href^=http]::after,dd a[href^=http]::after{content:' (' attr(href) ')';font-size:.8em;overflow-wrap:anywhere}ol.events>li,figure,tr,.report,.claim{break-inside:avoid}h2,h3{break-after:avoid}}
`;

export const STYLE = SHEET.replaceAll('\n', '');

/** What the content security policy allows. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
