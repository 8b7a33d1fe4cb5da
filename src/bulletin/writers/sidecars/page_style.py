"""Page style: the style sheet of a transcript's page."""

from __future__ import annotations

STYLE = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1f;--quiet:#4a4a55;--link:#0b4fa8;--rule:#c9c9d2}
@media (prefers-color-scheme:dark){:root{--paper:#15161a;--ink:#f1f1f4;--quiet:#c2c2cc;--link:#9cc4ff;--rule:#44454e}}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.125rem/1.7 "Noto Sans Devanagari","Nirmala UI","Kohinoor Devanagari",Mangal,system-ui,sans-serif}
main{max-width:42rem;margin:0 auto;padding:2rem 1rem 4rem;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.35;margin:0 0 .5rem}
h2{font-size:1.4rem;line-height:1.4;margin:2.5rem 0 .5rem;border-top:1px solid var(--rule);padding-top:1.5rem}
h3{font-size:1.3rem;line-height:1.4;margin:2rem 0 .25rem}
h4{font-size:1.125rem;line-height:1.5;margin:1.75rem 0 .25rem}
p{margin:.5rem 0}
.dek{font-size:1.25rem}
.about{color:var(--quiet)}
audio{width:100%;margin:1.5rem 0 0}
ol,ul{margin:.5rem 0;padding-left:1.5rem}
a{color:var(--link);text-underline-offset:.2em}
a:focus-visible,audio:focus-visible{outline:3px solid var(--link);outline-offset:3px}
li a,a.time{display:inline-block;min-width:24px;min-height:24px;padding:.15rem 0}
a.time{font-size:1rem;font-weight:400;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}
dt{color:var(--quiet)}
dd{margin:0}
@media print{audio,a.time{display:none}}"""
