// A page in the theme's frame in; what of it moves out: colours, the title in the header, the way up, the place in the
// table of contents. It stands for the theme's own script, a third of a first view's weight, on sites
// that use none of the theme's features besides; `shell.needs_theme_script` says which those are.
(function (sotay) {
  "use strict";

  const HEADER = 60; // pixels that the header covers, with some air
  const FAR = 600; // pixels down from which there is a way up

  /** A button that changes the colours, in the place of a row of radio buttons without size. */
  function makeColours() {
    const choices = Array.from(document.querySelectorAll("input[name=__palette]"));
    const labels = choices.map((choice) => choice.nextElementSibling);
    if (!labels.length || !labels.every((label) => label && label.matches("label"))) return;
    const buttons = labels.map((label) => sotay.asButton(label, label.title));

    function show(chosen) {
      buttons.forEach((button, place) => { button.hidden = place !== chosen; });
    }

    function choose(index) {
      const color = {};
      for (const name of ["media", "scheme", "primary", "accent"]) {
        color[name] = choices[index].getAttribute(`data-md-color-${name}`);
        document.body.setAttribute(`data-md-color-${name}`, color[name]);
      }
      window.__md_set("__palette", { index, color });
      show(index);
      buttons[index].focus();
    }

    const current = document.body.getAttribute("data-md-color-scheme");
    const scheme = (choice) => choice.getAttribute("data-md-color-scheme");
    show(Math.max(0, choices.findIndex((choice) => scheme(choice) === current)));
    choices.forEach((choice, index) => {
      choice.tabIndex = -1;
      choice.setAttribute("aria-hidden", "true");
      choice.addEventListener("change", () => choose(index));
    });
  }

  /** Where the title of the page is out of sight, the header shows it. */
  function showTitle() {
    const heading = document.querySelector("article h1");
    const title = document.querySelector('[data-md-component="header-title"]');
    if (!heading || !title) return;
    new IntersectionObserver(([seen]) => {
      title.classList.toggle("md-header__title--active", !seen.isIntersecting && seen.boundingClientRect.top < HEADER);
    }, { rootMargin: `-${HEADER}px 0px 0px` }).observe(heading);
  }

  /** Where the reader is, in the table of contents. */
  function followContents() {
    const toc = document.querySelector(".md-sidebar--secondary");
    const links = toc ? Array.from(toc.querySelectorAll(".md-nav__link[href^='#']")) : [];
    const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const box = toc && toc.querySelector(".md-sidebar__scrollwrap");
    let shown = null;
    return () => {
      if (!links.length || toc.offsetParent === null && getComputedStyle(toc).display === "none") return;
      const passed = places.filter((place) => place && place.getBoundingClientRect().top <= HEADER + 20).length;
      if (passed === shown) return;
      shown = passed;
      links.forEach((link, place) => {
        link.classList.toggle("md-nav__link--passed", place < passed - 1);
        link.classList.toggle("md-nav__link--active", place === passed - 1);
      });
      const active = links[passed - 1];
      if (!active) return;
      const edges = active.getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      if (edges.top < frame.top + HEADER || edges.bottom > frame.bottom) box.scrollTop += edges.top - frame.top - frame.height / 2;
    };
  }

  /** The way up is offered to those who are far down and turn back. */
  function offerWayUp() {
    const button = document.querySelector('[data-md-component="top"]');
    let last = scrollY;
    if (!button) return () => {};
    button.addEventListener("click", () => {
      scrollTo({ top: 0 });
      const start = document.querySelector(".md-header a[href]");
      if (start) start.focus({ preventScroll: true });
    });
    return () => {
      button.hidden = scrollY < FAR || scrollY >= last;
      last = scrollY;
    };
  }

  function enhance() {
    if (document.querySelector('script[src*="javascripts/bundle."]')) return;
    makeColours();
    showTitle();
    const updates = [followContents(), offerWayUp()];
    let isWaiting = false;
    addEventListener("scroll", () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        for (const update of updates) update();
      });
    }, { passive: true });
    updates[0]();
  }

  sotay.whenReady(enhance);
})(window.sotay);
