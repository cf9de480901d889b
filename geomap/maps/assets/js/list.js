// The list of results. Only the rows in view exist, so that 100,000 scroll as well as ten.
(function (gm) {
  "use strict";

  const ROW = 62; // pixels; css/panel.css gives rows the same height
  const SPARE = 6;

  gm.ResultList = class {
    // choose(i, by key): an incident was picked; point(i): the pointer is on it, or on none (-1).
    constructor(store, choose, point) {
      this.store = store;
      this.choose = choose;
      this.point = point;
      this.order = [];
      this.active = -1; // position in order
      this.selected = -1; // number of the incident
      this.rows = gm.el("div", { class: "gm-rows", role: "presentation" });
      this.element = gm.el(
        "div",
        {
          class: "gm-list", role: "listbox", tabindex: "0", "aria-label": "Incidents",
          onscroll: () => this.draw(), onkeydown: (event) => this.onKey(event),
        },
        this.rows,
      );
      if (globalThis.ResizeObserver) new ResizeObserver(() => this.draw()).observe(this.element);
    }

    show(order) {
      this.order = order;
      this.active = order.indexOf(this.selected);
      this.rows.style.height = order.length * ROW + "px";
      this.drawnFrom = -1;
      this.draw(true);
    }

    draw(anew) {
      const first = Math.max(0, Math.floor(this.element.scrollTop / ROW) - SPARE);
      const last = Math.min(this.order.length, first + Math.ceil(this.element.clientHeight / ROW) + 2 * SPARE);
      if (!anew && first === this.drawnFrom && last === this.drawnTo) return;
      this.drawnFrom = first;
      this.drawnTo = last;
      const rows = [];
      for (let n = first; n < last; n++) rows.push(this.row(n));
      this.rows.replaceChildren(...rows);
      this.element.setAttribute("aria-activedescendant", this.active >= 0 ? "gm-row-" + this.active : "");
    }

    row(n) {
      const { store } = this;
      const i = this.order[n];
      const rows = store.rows;
      const type = store.types[store.type[i]];
      const status = gm.STATUSES[store.status[i]];
      const place = store.place[i];
      const where = place < 0 ? "could not be placed" : store.placeName(place).slice(0, 2).join(", ");
      const line = [
        gm.shortDate(rows.start[i], rows.end[i]),
        status === "occurred" ? null : gm.statusLabel(status).toLowerCase(),
        casualties(store, i),
      ];
      const node = gm.el(
        "div",
        {
          class: "gm-row", role: "option", id: "gm-row-" + n,
          "aria-selected": String(i === this.selected), "aria-setsize": this.order.length, "aria-posinset": n + 1,
          onclick: () => this.pick(n),
          onpointerenter: () => this.point(i),
          onpointerleave: () => this.point(-1),
        },
        [
          gm.el(
            "span",
            { class: "gm-symbol-box" },
            gm.symbolElement(type.shape, type.colour, status, { vague: store.vague(i), radius: 6 }),
          ),
          gm.el("div", {}, [
            gm.el("div", { class: "gm-row-title" }, gm.quoted(store.text(rows.title[i]))),
            gm.el("div", { class: "gm-row-line" }, line.filter(Boolean).join(" · ")),
            gm.el("div", { class: "gm-row-line" }, gm.quoted(where)),
          ]),
        ],
      );
      node.style.top = n * ROW + "px";
      node.dataset.incident = i;
      if (n === this.active) node.classList.add("gm-active");
      return node;
    }

    pick(n, byKey) {
      this.active = n;
      this.selected = this.order[n];
      this.draw(true);
      this.choose(this.selected, byKey);
    }

    // The pointer is on incident `i` of the map, or on none.
    hover(i) {
      for (const row of this.rows.children) row.classList.toggle("gm-hovered", Number(row.dataset.incident) === i);
    }

    // The map chose; the list follows.
    follow(i) {
      this.selected = i;
      this.active = this.order.indexOf(i);
      if (this.active >= 0) this.reveal();
      this.draw(true);
    }

    reveal() {
      const top = this.active * ROW;
      const { scrollTop, clientHeight } = this.element;
      if (top < scrollTop) this.element.scrollTop = top;
      else if (top + ROW > scrollTop + clientHeight) this.element.scrollTop = top + ROW - clientHeight;
    }

    onKey(event) {
      const page = Math.max(1, Math.floor(this.element.clientHeight / ROW) - 1);
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
      if (event.key in step) {
        const wanted = this.active < 0 ? 0 : this.active + step[event.key];
        this.active = Math.max(0, Math.min(this.order.length - 1, wanted));
        this.reveal();
        this.draw(true);
      } else if ((event.key === "Enter" || event.key === " ") && this.active >= 0) {
        this.pick(this.active, true);
      } else {
        return;
      }
      event.preventDefault();
    }
  };

  function casualties(store, i) {
    const parts = ["killed", "injured"].map((name) => [store.toll(name, i), name]).filter(([toll]) => toll && toll.high > 0);
    return parts.map(([toll, name]) => gm.tollWords(toll) + " " + name).join(", ") || null;
  }
})((globalThis.geomap = globalThis.geomap || {}));
