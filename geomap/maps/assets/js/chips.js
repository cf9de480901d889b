// The filters that are on, in a few words each, to be taken off one by one.
(function (gm) {
  "use strict";

  // [[what it says, what takes it off], …]
  gm.activeFilters = function (filter) {
    const out = [];
    const add = (on, label, clear) => on && out.push([label, clear]);
    add(filter.text, "“" + filter.text + "”", () => (filter.text = ""));
    add(filter.place, "in “" + filter.place + "”", () => (filter.place = ""));
    add(filter.actor, "with “" + filter.actor + "”", () => (filter.actor = ""));
    const { from, to } = filter;
    add(from !== null || to !== null, spanWords(from, to), () => (filter.from = filter.to = null));
    add(filter.hiddenTypes.size, gm.plural(filter.hiddenTypes.size, "type") + " off", () => filter.hiddenTypes.clear());
    add(filter.hiddenStatuses.size, gm.plural(filter.hiddenStatuses.size, "status", "statuses") + " off",
      () => filter.hiddenStatuses.clear());
    add(filter.minimum > 0, "confidence " + gm.percent(filter.minimum) + " or more", () => (filter.minimum = 0));
    add(filter.mainOnly, "main events", () => (filter.mainOnly = false));
    add(filter.unplacedOnly, "not placed", () => (filter.unplacedOnly = false));
    return out;
  };

  function spanWords(from, to) {
    if (from === null) return to === null ? "" : "until " + gm.shortDate(gm.dayText(to));
    if (to === null) return "since " + gm.shortDate(gm.dayText(from));
    return gm.shortDate(gm.dayText(from), gm.dayText(to));
  }

  // Buttons for the filters and for the groups whose layers are off; changed(): one was taken off.
  gm.Chips = class {
    constructor(filter, tree, changed) {
      Object.assign(this, { filter, tree, changed });
      this.element = gm.el("ul", { class: "gm-chips", "aria-label": "Filters that are on" });
    }

    show() {
      const { tree } = this;
      const off = tree.store.groups.map((group, n) => n).filter((n) => !tree.isOn(n));
      const chips = gm.activeFilters(this.filter);
      if (off.length) chips.push([gm.plural(off.length, "group") + " off", () => off.forEach((n) => tree.setLayer(n, true))]);
      this.element.hidden = chips.length === 0;
      this.element.replaceChildren(...chips.map(([label, clear]) => gm.el("li", {}, gm.el("button", {
        type: "button", title: "Take this filter off", onclick: () => {
          clear();
          this.changed();
        },
      }, [gm.quoted(label), gm.el("span", { "aria-hidden": "true" }, " ✕")]))));
    }
  };
})((globalThis.geomap = globalThis.geomap || {}));
