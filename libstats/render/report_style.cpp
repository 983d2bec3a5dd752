#include "libstats/render/report_style.hpp"

#include "libstats/render/svg.hpp"

#include <string_view>

namespace outcomes::render {
namespace {

constexpr std::string_view page_css = R"css(:root{color-scheme:light dark}
*,*::before,*::after{box-sizing:border-box}
html{font:106.25%/1.55 Arial,Helvetica,"Liberation Sans",sans-serif;background:var(--c-bg);color:var(--c-text);-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:62rem;padding:0 1.25rem 4rem}
a{color:inherit;text-decoration-color:var(--c-edge);text-underline-offset:.2em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--c-text);outline-offset:3px}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static;display:inline-block;padding:.5rem 0}
header{padding:3.5rem 0 1.75rem;border-bottom:1px solid var(--c-grid)}
h1,h2,h3{line-height:1.2;text-wrap:balance;overflow-wrap:break-word}
h1{font-size:2.35rem;letter-spacing:-.015em;margin:0 0 .75rem;max-width:44rem}
h2{font-size:1.6rem;letter-spacing:-.01em;margin:4.5rem 0 1rem;padding-top:1.5rem;border-top:2px solid var(--c-text)}
h3{font-size:1.2rem;margin:3rem 0 .75rem}
h2+h3{margin-top:1.75rem}
header p{margin:.25rem 0;max-width:42rem;color:var(--c-axis);font-size:1.1rem}
header p.statement{display:inline-block;margin-top:1rem;padding:.15rem .6rem;border:1px solid var(--c-edge);border-radius:.2rem;font-size:.875rem;color:var(--c-text)}
nav{padding:1.25rem 0 0;font-size:.9375rem}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem 1.5rem;margin:0;padding:0}
p,ul,pre{max-width:40rem}
p,li,td,th{overflow-wrap:break-word}
p{margin:0 0 1rem}
ul{margin:0 0 1.25rem;padding-left:1.15rem}
li{margin:0 0 .5rem}
nav+main h2:first-child{margin-top:2.5rem}
.findings{font-size:1.25rem;line-height:1.45;max-width:42rem}
.findings li{margin-bottom:.75rem}
.ev{font-size:.9375rem;color:var(--c-axis);border-left:3px solid var(--c-grid);padding-left:1rem;margin-bottom:1.75rem}
.note{font-size:.9375rem}
figure{margin:2.25rem 0 2.5rem;max-width:47rem}
figcaption p{margin:0 0 .35rem}
figcaption .headline{font-weight:700;font-size:1.125rem;line-height:1.3}
figcaption .sub{color:var(--c-axis);font-size:.9375rem;margin-bottom:1rem}
.scroll{overflow-x:auto;margin:0 0 1.5rem}
table{border-collapse:collapse;font-size:.9375rem;line-height:1.4;font-variant-numeric:tabular-nums;margin:0}
caption{text-align:left;font-weight:700;padding:0 0 .6rem}
th,td{padding:.5rem 1.1rem .5rem 0;text-align:right;vertical-align:top;border-bottom:1px solid var(--c-grid)}
td{white-space:nowrap}
th:last-child,td:last-child{padding-right:0}
thead th{vertical-align:bottom;border-bottom:2px solid var(--c-edge);font-size:.875rem}
tbody th{font-weight:400;min-width:9rem;max-width:22rem}
.t,thead th:first-child,tbody th{text-align:left;white-space:normal}
td.code{overflow-wrap:anywhere;min-width:14rem;font:.8125rem/1.7 "Liberation Mono",Menlo,Consolas,monospace}
.v{display:inline-block;padding-left:1.25em;text-indent:-1.25em;min-width:6.5rem}
.v>span{display:inline-block;width:1.25em;text-indent:0}
.v.imp{color:var(--c-imp);font-weight:700}
.v.wor{color:var(--c-wor);font-weight:700}
td small{display:block;padding-left:1.35em;font-size:.8125rem;font-weight:400;color:var(--c-axis)}
pre{margin:0 0 1.25rem;padding:.75rem 1rem;border:1px solid var(--c-grid);white-space:pre-wrap;overflow-wrap:anywhere;font:.875rem/1.5 "Liberation Mono",Menlo,Consolas,monospace}
#notes~h3{font-size:1.05rem;margin-top:2.25rem}
#notes~ul,#notes~p{font-size:.9375rem}
footer{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--c-grid);font-size:.875rem;color:var(--c-axis)}
footer p{margin:.25rem 0}
@media (max-width:40rem){html{font-size:100%}header{padding-top:2rem}h1{font-size:1.75rem}h2{font-size:1.4rem;margin-top:3.25rem}.findings{font-size:1.125rem}.v{white-space:nowrap}}
details{margin:0 0 1.5rem}summary{cursor:pointer;font-size:.9375rem;margin-bottom:.75rem}
@media print{@page{size:A4;margin:15mm}
html{font-size:10.5pt;background:#fff}
body{max-width:none;padding:0}
header{padding-top:0}
nav,.skip{display:none}
h1{font-size:22pt}h2{font-size:15pt;margin-top:2.25rem}h3{font-size:12pt;margin-top:1.75rem}
.findings{font-size:12.5pt}
h2,h3,figcaption,caption{break-after:avoid}
figure,tr,li,.part{break-inside:avoid}
figure.parts{break-inside:auto}
p{orphans:3;widows:3}
.scroll{overflow:visible}
summary{display:none}details:not([open])::details-content{content-visibility:visible;block-size:auto}
thead{display:table-header-group}
table{font-size:8.5pt;width:100%}
thead th{font-size:8pt}
th,td{padding:.25rem .6rem .25rem 0}
tbody th{min-width:0}
td.code{font-size:7pt;min-width:0}
.chart{max-height:225mm}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)css";

}  // namespace

std::string report_css() {
    return chart_css() + std::string(page_css);
}

}  // namespace outcomes::render
