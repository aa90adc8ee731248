// The address of a page in; with `?embed` a page without the site around it, for a frame on another page, out.
(function () {
  "use strict";
  if (!new URLSearchParams(location.search).has("embed")) return;
  document.documentElement.classList.add("nhung"); // before the page is drawn, so that nothing jumps

  /** Links leave the frame, except those to places on this page. */
  function openOutside(link) {
    const stays = link.origin === location.origin && link.pathname === location.pathname && link.hash;
    if (stays) return;
    link.target = "_blank";
    link.rel = "noopener";
  }

  function nameSource() {
    const content = document.querySelector(".md-content__inner");
    const canonical = document.querySelector('link[rel="canonical"]');
    const site = document.querySelector('meta[property="og:site_name"]');
    const source = document.createElement("p");
    const link = document.createElement("a");
    source.className = "nhung-nguon";
    link.href = canonical ? canonical.href : location.pathname;
    link.textContent = document.title;
    source.append(site ? `Nguồn: ${site.content}. ` : "Nguồn: ", link);
    content.append(source);
  }

  addEventListener("DOMContentLoaded", () => {
    nameSource();
    document.querySelectorAll("a[href]").forEach(openOutside);
  });
})();
