// The header in; a button in it that opens the choice of text size and column width, remembered in this browser, out.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  /** {co: text size, cot: column width}; the middle ones are not written down. */
  const memory = sotay.memory("sotay-co-chu");
  const CHOICES = [
    { name: "co", label: "Cỡ chữ", values: [["nho", "Nhỏ"], ["", "Vừa"], ["lon", "Lớn"], ["rat-lon", "Rất lớn"]] },
    { name: "cot", label: "Bề rộng cột chữ", values: [["hep", "Hẹp"], ["", "Vừa"], ["rong", "Rộng"]] },
  ];

  const chosen = {};

  function makeChoice({ name, label, values }) {
    const known = values.some(([value]) => value === memory.read()[name]);
    chosen[name] = known ? memory.read()[name] : "";
    const options = values.map(([value, text]) => {
      const box = element("input", { type: "radio", name: `co-chu-${name}`, value, checked: value === chosen[name] });
      box.addEventListener("change", () => {
        chosen[name] = value;
        memory.keep(name, value);
        sotay.applyTextSize(chosen);
      });
      return element("label", { className: `co-chu-${value || "vua"}` }, box, text);
    });
    const row = element("span", { className: "co-chu-hang" }, ...options);
    return element("fieldset", { className: `co-chu-chon co-chu-chon-${name}` }, element("legend", {}, label), row);
  }

  /** Opens and closes the panel; Esc and a press elsewhere close it, and Esc leads back to the button. */
  function connect(button, panel) {
    function set(isOpen) {
      panel.hidden = !isOpen;
      button.setAttribute("aria-expanded", String(isOpen));
    }
    button.addEventListener("click", () => {
      set(panel.hidden);
      if (!panel.hidden) panel.querySelector("input:checked").focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      const hadFocus = panel.contains(document.activeElement);
      set(false);
      if (hadFocus) button.focus();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!panel.hidden && !panel.contains(target) && !button.contains(target)) set(false);
    });
    panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !panel.contains(relatedTarget) && relatedTarget !== button) set(false);
    });
  }

  function enhance() {
    const header = document.querySelector(".md-header__inner");
    if (!header || !sotay.applyTextSize) return;
    const button = element("button", { className: "md-header__button md-icon co-chu-nut", title: "Cỡ chữ" }, "Aa");
    const panel = element("div", { className: "co-chu-bang", id: "co-chu-bang", hidden: true }, ...CHOICES.map(makeChoice));
    panel.append(element("p", {}, "Chỉ nhớ trong trình duyệt này."));
    button.setAttribute("aria-label", "Aa: cỡ chữ, bề rộng cột chữ");
    button.setAttribute("aria-controls", panel.id);
    button.setAttribute("aria-expanded", "false");
    header.querySelector(".md-header__title").after(button, panel);
    connect(button, panel);
  }

  sotay.whenReady(enhance);
})(window.sotay);
