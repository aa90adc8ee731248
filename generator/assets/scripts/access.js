// The theme's frame in; the same with everything that a mouse reaches named, and within reach of the keyboard, out.
(function (sotay) {
  "use strict";

  /** A button in the place of a label that works a box: in reach of the keyboard, named, with the box's state. */
  sotay.asButton = (label, name) => {
    const box = document.getElementById(label.htmlFor);
    const button = sotay.element("button", { className: label.className }, ...label.childNodes);
    for (const attribute of ["id", "for"]) { // the theme's style sheet tells labels apart by what they are for
      if (label.hasAttribute(attribute)) button.setAttribute(attribute, label.getAttribute(attribute));
    }
    button.setAttribute("aria-label", name);
    if (label.title) button.title = label.title;
    button.hidden = label.hidden;
    label.replaceWith(button);
    button.addEventListener("click", () => box.click());
    if (box.type === "checkbox") {
      const tell = () => button.setAttribute("aria-expanded", String(box.checked));
      box.addEventListener("change", tell);
      tell();
    }
    return button;
  };

  /** Sections of the navigation: the theme names them by a label that shows a mere arrow. */
  function nameSections() {
    for (const nav of document.querySelectorAll(".md-nav[aria-labelledby]")) {
      const title = nav.querySelector(":scope > .md-nav__title");
      const name = title ? title.textContent.trim() : "";
      if (!name) continue;
      const opener = document.getElementById(nav.getAttribute("aria-labelledby"));
      nav.removeAttribute("aria-labelledby");
      nav.removeAttribute("aria-expanded"); // not a state that a landmark has; the button beside it tells
      nav.setAttribute("aria-label", `Mục con: ${name}`);
      if (opener) sotay.asButton(opener, `Mục con của ${name}`);
      if (title.htmlFor) sotay.asButton(title, `Quay lại, đóng ${name}`);
    }
  }

  /** The table of contents in the drawer, behind the name of the page. */
  function nameContents() {
    const label = document.querySelector(".md-nav--primary label[for=__toc].md-nav__link");
    if (label) sotay.asButton(label, `Mục lục của trang: ${label.textContent.trim()}`);
  }

  /** The drawer: opened from the header, left by Escape or by going on, and never open unseen. */
  function makeDrawer() {
    const box = document.getElementById("__drawer");
    const label = document.querySelector(".md-header label[for=__drawer]");
    const drawer = document.querySelector(".md-sidebar--primary");
    if (!box || !label || !drawer) return;
    const opener = sotay.asButton(label, "Điều hướng");
    function close() {
      box.checked = false;
      box.dispatchEvent(new Event("change"));
    }
    box.addEventListener("change", () => {
      const first = drawer.querySelector(".md-nav__list a[href]");
      if (box.checked && first && opener.matches(":focus")) first.focus();
    });
    drawer.addEventListener("focusout", ({ relatedTarget }) => {
      if (box.checked && relatedTarget && relatedTarget !== opener && !drawer.contains(relatedTarget)) close();
    });
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.checked) return;
      close();
      opener.focus();
    });
  }

  /** A mark beside a heading is named for it. */
  function nameMarks() {
    for (const mark of document.querySelectorAll("a.headerlink")) {
      const heading = mark.closest("h1, h2, h3, h4, h5, h6");
      const name = heading ? heading.textContent.replace(/¶\s*$/, "").trim() : "";
      mark.setAttribute("aria-label", name ? `Địa chỉ của mục: ${name}` : "Địa chỉ của chỗ này");
    }
  }

  /** Tables get a frame to scroll in, as the theme's own script gives them. */
  function wrapTables() {
    for (const table of document.querySelectorAll(".md-typeset table:not([class])")) {
      if (table.closest(".md-typeset__scrollwrap")) continue;
      const inner = sotay.element("div", { className: "md-typeset__table" });
      const wrap = sotay.element("div", { className: "md-typeset__scrollwrap" }, inner);
      table.before(wrap);
      inner.append(table);
    }
  }

  /** What is wider than its place scrolls by the keyboard as well (WCAG 2.1.1), and has a name then. */
  function watchWidth(part) {
    const heading = () => {
      const all = Array.from(document.querySelectorAll("article :is(h1, h2, h3)"));
      const before = all.filter((one) => one.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
      return before ? before.textContent.replace(/¶\s*$/, "").trim() : "";
    };
    function update() {
      const isWide = part.scrollWidth > part.clientWidth + 1;
      if (isWide === part.hasAttribute("tabindex")) return;
      for (const name of ["tabindex", "role", "aria-label"]) part.removeAttribute(name);
      if (!isWide) return;
      part.tabIndex = 0;
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", `Phần cuộn ngang: ${heading()}`);
    }
    new ResizeObserver(update).observe(part);
  }

  function enhance() {
    nameSections();
    nameContents();
    makeDrawer();
    nameMarks();
    wrapTables();
    document.querySelectorAll(".md-typeset__scrollwrap, .bang, article pre, .cuon-ngang").forEach(watchWidth);
  }

  sotay.whenReady(enhance);
})(window.sotay);
