// A list whose items carry data-loc-<name> in; the same list narrowed by the choices of its form, which stand in the address, out.
(function (sotay) {
  "use strict";

  const slugs = (item, name) => (item.getAttribute(`data-loc-${name}`) || "").split(/\s+/);

  function offer(form) {
    const list = document.getElementById(form.dataset.loc);
    if (!list) return;
    const items = Array.from(list.querySelectorAll("[data-loc-muc]"));
    const selects = Array.from(form.querySelectorAll("select"));
    const status = form.querySelector("output");
    const clear = form.querySelector("[type=reset]");
    const labels = new Map(Array.from(form.querySelectorAll("option"), (option) => [option, option.textContent]));

    /** Whether an item is among those chosen, with `value` in place of what `instead` says now. */
    const fits = (item, instead, value) =>
      selects.every((select) => {
        const wanted = select === instead ? value : select.value;
        return !wanted || slugs(item, select.name).includes(wanted);
      });

    /** How many items each further choice would leave; what would leave none cannot be chosen. */
    function count(select) {
      for (const option of select.options) {
        const left = items.filter((item) => fits(item, select, option.value)).length;
        option.textContent = option.value ? `${labels.get(option)} (${left})` : labels.get(option);
        option.disabled = !left && !option.selected;
      }
    }

    function show() {
      for (const item of items) item.hidden = !fits(item);
      const shown = items.filter((item) => !item.hidden).length;
      const noun = form.dataset.locTen;
      status.textContent = shown ? `${shown}/${items.length} ${noun}` : `Không có ${noun} nào hợp với mọi điều đã chọn.`;
      clear.hidden = selects.every((select) => !select.value);
      selects.forEach(count);
    }

    function keep() {
      const address = new URL(location.href);
      for (const { name, value } of selects) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      history.replaceState(history.state, "", address);
    }

    function change() {
      show();
      keep();
    }

    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name);
      if (Array.from(select.options).some((option) => option.value === value)) select.value = value;
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", change);
    form.addEventListener("reset", (event) => {
      event.preventDefault(); // the form's own reset comes after this event
      for (const select of selects) select.value = "";
      change();
      selects[0].focus(); // the button that had the focus is gone
    });
    form.hidden = false;
    show();
  }

  const enhance = () => document.querySelectorAll("form[data-loc]").forEach(offer);
  sotay.whenReady(enhance);
})(window.sotay);
