import { createHash } from 'node:crypto';

/** The one style sheet, written into each page: no second request, and a policy that allows its hash alone. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fbf9f4;--ink:#1c1b19;--soft:#5b5852;--line:#d8d2c6;--card:#fff;--link:#0a4a86;--mil:#a3341f;--eco:#2a6a4d;--dip:#2d4f9e;--gap:#cfc8ba;--mark:#f2e3b3}
@media (prefers-color-scheme:dark){:root{--paper:#15161a;--ink:#ecebe6;--soft:#b2aea4;--line:#3a3b42;--card:#1d1f24;--link:#8fbfff;--mil:#ff8f78;--eco:#6fcf9f;--dip:#93b4ff;--gap:#45464d;--mark:#574a1c}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 Georgia,'Noto Serif','Noto Serif SC','Songti SC',serif}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px;z-index:2}
header,main,footer{max-width:66rem;margin:0 auto;padding:0 1rem}
header{border-bottom:3px double var(--line);padding-top:1rem}
.name{font-size:2rem;font-weight:700;letter-spacing:.02em;margin:0;line-height:1.1}.name a{color:inherit;text-decoration:none}
.motto{margin:.1rem 0 .5rem;color:var(--soft)}
nav ul{list-style:none;margin:0;padding:0 0 .4rem;display:flex;flex-wrap:wrap;gap:0 1rem}
nav a{display:inline-block;padding:.3rem 0;min-height:24px}nav a[aria-current]{font-weight:700;text-decoration-thickness:2px}
h1{font-size:1.9rem;line-height:1.15;margin:1.3rem 0 .4rem;text-wrap:balance}h2{font-size:1.35rem;margin:2rem 0 .5rem;border-top:1px solid var(--line);padding-top:.7rem}h3{font-size:1.08rem;margin:1rem 0 .2rem}
p{margin:.4rem 0}.soft{color:var(--soft)}.small{font-size:.88rem}
.warn{border-left:4px solid var(--mil);padding:.3rem .8rem;background:var(--card)}
ol.events,ul.plain{list-style:none;margin:0;padding:0}
ol.events>li{border-bottom:1px solid var(--line);padding:.65rem 0 .65rem 1.1rem;position:relative}
ol.events>li::before{content:'';position:absolute;left:0;top:.95rem;width:.62rem;height:.62rem;background:currentColor}
li.military::before{color:var(--mil)}li.economic::before{color:var(--eco);border-radius:50%}li.diplomatic::before{color:var(--dip);transform:rotate(45deg)}
.events time{font-variant-numeric:tabular-nums;color:var(--soft);font-size:.9rem;display:block}
.events .t{font-size:1.08rem;font-weight:700;line-height:1.3}
.tag{display:inline-block;font-size:.8rem;border:1px solid var(--line);border-radius:3px;padding:0 .4rem;margin-right:.35rem;white-space:nowrap}
.tag.military{border-color:var(--mil);color:var(--mil)}.tag.economic{border-color:var(--eco);color:var(--eco)}.tag.diplomatic{border-color:var(--dip);color:var(--dip)}
.tag.live{background:var(--ink);color:var(--paper);border-color:var(--ink)}
form.filter{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;background:var(--card);border:1px solid var(--line);padding:.8rem;margin:.6rem 0}
form.filter label,form.stack label{display:block;font-size:.88rem}fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.2rem .9rem}legend{font-size:.88rem;padding:0}
input,select,button{font:inherit;font-size:1rem;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:3px;padding:.25rem .45rem;min-height:2rem;max-width:100%}
input[type=checkbox]{min-height:24px;width:24px;height:24px;margin:0 .3rem 0 0;vertical-align:middle}fieldset label{display:inline-flex;align-items:center;min-height:28px}
button{background:var(--ink);color:var(--paper);cursor:pointer;padding:.25rem 1rem}
figure{margin:1rem 0}figcaption{font-size:.88rem;color:var(--soft)}svg{display:block;width:100%;height:auto}
svg text{font-family:inherit;fill:var(--soft);font-size:13px}.wide{display:block}.narrow{display:none}
@media (max-width:640px){.wide{display:none}.narrow{display:block}body{font-size:16px}.name{font-size:1.6rem}h1{font-size:1.5rem}}
.mil{fill:var(--mil)}.eco{fill:var(--eco)}.dip{fill:var(--dip)}.axis{stroke:var(--line)}.gap{fill:url(#hatch)}.span{fill:none;stroke:var(--ink);stroke-width:2}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0;margin:.3rem 0;font-size:.9rem}.key li::before{content:'';display:inline-block;width:.8rem;height:.8rem;margin-right:.4rem;vertical-align:-1px;background:currentColor}
.key .military::before{color:var(--mil)}.key .economic::before{color:var(--eco)}.key .diplomatic::before{color:var(--dip)}.key .none::before{color:var(--gap);border:1px dashed var(--soft)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
dl.facts{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.2rem 1rem;margin:.8rem 0}dt{color:var(--soft)}dd{margin:0}
ol.ladder{display:flex;flex-wrap:wrap;list-style:none;padding:0;gap:.4rem;margin:.6rem 0}ol.ladder li{border-top:4px solid var(--dip);padding:.2rem .8rem .2rem 0;font-size:.9rem}
mark{background:var(--mark);color:inherit;padding:0 .1em}mark.actor{border-bottom:2px solid var(--dip)}mark.trigger{border-bottom:2px solid var(--eco)}mark.cue{border-bottom:2px solid var(--mil)}
.verdict{font-weight:700}details{margin:.3rem 0}summary{cursor:pointer;min-height:24px}
[lang=zh]{font-family:'Noto Serif SC','Songti SC',serif}
.columns{display:grid;gap:0 2.5rem;grid-template-columns:minmax(0,2fr) minmax(0,1fr)}@media (max-width:820px){.columns{grid-template-columns:minmax(0,1fr)}}
footer{border-top:3px double var(--line);margin-top:2.5rem;padding-top:.7rem;padding-bottom:2rem;font-size:.9rem;color:var(--soft)}
pre{overflow-x:auto;background:var(--card);border:1px solid var(--line);padding:.6rem;font-size:.85rem}code{overflow-wrap:anywhere}
@media print{nav,form,.skip,button,details:not([open]){display:none}body{background:#fff;color:#000}a[href^=http]::after{content:' (' attr(href) ')';font-size:.8em}ol.events>li,figure,tr{break-inside:avoid}}
@media (prefers-reduced-motion:no-preference){a{transition:color .1s}}
`;

/** What the content security policy allows. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
