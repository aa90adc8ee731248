// A list and its form in; the same list narrowed and sorted by the choices of the form, which stand in the address, out.
(function (sotay) {
  "use strict";

  const WIDE = "(min-width: 45em)";
  const ORDER = "xep";
  const TYPED = "loc";

  function offer(form) {
    const container = document.getElementById(form.dataset.loc);
    const list = container && sotay.lists.read(container);
    if (!list || !list.items.length) return;
    const { items } = list;
    const controls = Array.from(form.querySelectorAll("input, select"));
    const selects = controls.filter((one) => one.tagName === "SELECT" && one.name !== ORDER);
    const typed = controls.find((one) => one.name === TYPED);
    const order = controls.find((one) => one.name === ORDER);
    const labels = new Map(Array.from(form.querySelectorAll("option"), (option) => [option, option.textContent]));
    const status = form.querySelector("output");
    const clear = form.querySelector("[type=reset]");
    const folded = form.querySelector("details");

    const has = (item, select) => !select.value || (item.values[select.name] || []).includes(select.value);

    /** How many rows each further choice would leave; what would leave none cannot be chosen. */
    function count(select, others) {
      const left = new Map();
      for (const item of others) for (const slug of item.values[select.name] || []) left.set(slug, (left.get(slug) || 0) + 1);
      for (const option of select.options) {
        if (!option.value) continue;
        const number = left.get(option.value) || 0;
        const text = `${labels.get(option)} (${number})`;
        if (option.textContent !== text) option.textContent = text;
        option.disabled = !number && !option.selected;
      }
    }

    function tell(shown) {
      const noun = form.dataset.locTen;
      const isWhole = shown === items.length;
      status.textContent = !shown
        ? `Không có ${noun} nào hợp với mọi điều đã chọn.`
        : isWhole ? `${shown} ${noun}` : `${shown} trong ${items.length} ${noun}`;
      const chosen = controls.filter((one) => one.value).length;
      form.querySelector(".loc-so").textContent = chosen ? `(${chosen} đã chọn)` : "";
      clear.hidden = !chosen;
    }

    function show() {
      const words = typed.value ? sotay.lists.fold(typed.value).split(" ").filter(Boolean) : [];
      const read = items.filter((item) => words.every((word) => sotay.lists.textOf(item).includes(" " + word)));
      const failed = new Map(read.map((item) => [item, selects.filter((select) => !has(item, select))]));
      sotay.lists.show(list, (item) => failed.get(item)?.length === 0, order ? order.value : "");
      for (const select of selects) {
        count(select, read.filter((item) => failed.get(item).every((one) => one === select)));
      }
      tell(items.filter((item) => item.shown).length);
    }

    /** A choice is a step that "back" undoes; a letter typed is not. */
    function keep(isStep) {
      const address = new URL(location.href);
      for (const { name, value } of controls) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      if (address.href === location.href) return;
      if (isStep) history.pushState(null, "", address);
      else history.replaceState(history.state, "", address);
    }

    function read() {
      const asked = new URLSearchParams(location.search);
      for (const control of controls) {
        const value = asked.get(control.name) || "";
        const isKnown = control === typed || Array.from(control.options).some((option) => option.value === value);
        control.value = isKnown ? value : "";
      }
      show();
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      show();
      keep(target !== typed);
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault(); // the form's own reset comes after this event
      for (const control of controls) control.value = "";
      show();
      keep(true);
      (folded.open ? typed : folded.querySelector("summary")).focus(); // the button that had the focus is gone
    });
    window.addEventListener("popstate", read);
    folded.open = matchMedia(WIDE).matches;
    form.hidden = false;
    read();
  }

  sotay.whenReady(() => document.querySelectorAll("form[data-loc]").forEach(offer));
})(window.sotay);
