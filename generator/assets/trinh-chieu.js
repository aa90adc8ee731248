// A page with all slides of a module in; one slide at a time by keys, buttons and swipes, and the speaker's notes, out.
(function () {
  "use strict";

  const FAR = 50; // a swipe is longer than this, in pixels

  function start() {
    const slides = Array.from(document.querySelectorAll(".trang"));
    const place = document.querySelector("[data-vi-tri]");
    const toggle = document.querySelector("[data-ghi-chu]");
    let current = 0;
    let touched = null;

    function show(number) {
      current = Math.min(Math.max(number, 0), slides.length - 1);
      slides.forEach((slide, n) => slide.classList.toggle("dang-xem", n === current));
      place.textContent = `${current + 1}/${slides.length}`;
      scrollTo(0, 0);
    }

    function go(number) {
      show(number);
      history.replaceState(null, "", `#trang-${current + 1}`);
    }

    function fromAddress() {
      const named = slides.findIndex((slide) => `#${slide.id}` === location.hash);
      show(named < 0 ? 0 : named);
    }

    function toggleNotes() {
      if (!toggle) return;
      const shown = document.body.classList.toggle("hien-ghi-chu");
      toggle.setAttribute("aria-pressed", String(shown));
    }

    const KEYS = {
      ArrowRight: () => go(current + 1),
      ArrowDown: () => go(current + 1),
      PageDown: () => go(current + 1),
      " ": () => go(current + 1),
      ArrowLeft: () => go(current - 1),
      ArrowUp: () => go(current - 1),
      PageUp: () => go(current - 1),
      Home: () => go(0),
      End: () => go(slides.length - 1),
      n: toggleNotes,
      f: () => document.documentElement.requestFullscreen?.(),
    };

    addEventListener("keydown", (event) => {
      const isPressing = event.target.closest("button, a") && (event.key === " " || event.key === "Enter");
      const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!action || isPressing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      action();
    });
    addEventListener("touchstart", (event) => { touched = event.changedTouches[0]; }, { passive: true });
    addEventListener("touchend", (event) => {
      if (!touched) return;
      const across = event.changedTouches[0].clientX - touched.clientX;
      const down = event.changedTouches[0].clientY - touched.clientY;
      if (Math.abs(across) > FAR && Math.abs(across) > 2 * Math.abs(down)) go(current + (across < 0 ? 1 : -1));
    }, { passive: true });
    addEventListener("hashchange", fromAddress);
    document.querySelector("[data-truoc]").addEventListener("click", () => go(current - 1));
    document.querySelector("[data-sau]").addEventListener("click", () => go(current + 1));
    document.querySelector("[data-in]").addEventListener("click", () => print());
    if (toggle) toggle.addEventListener("click", toggleNotes);
    document.documentElement.classList.add("co-kich-ban");
    fromAddress();
  }

  start();
})();
