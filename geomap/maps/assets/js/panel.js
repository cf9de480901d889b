// The page around the map: heading, filters, list. It keeps map, counts and list in step.
(function (gm) {
  "use strict";

  // options: {map, store: id, title, compact: panel folded away at first, layers: [[group key, layer], …],
  // marks: [[name of a layer of places, whether reports were made there], …]}
  gm.panel = function (options) {
    const shell = gm.shell(options);
    return gm.openStore(options.store).ready.then((store) => {
      // The layers' own promises were there first, so they have said by now what is on the map.
      const panel = new Panel(options, store, shell);
      gm.page = panel;
      document.documentElement.dataset.gmReady = "true";
      return panel;
    });
  };

  // Puts the map into the page at once, so that it has its size before anything is drawn.
  gm.shell = function ({ map, title, compact }) {
    gm.followSystemTheme(map);
    const container = map.getContainer();
    const heading = gm.el("h1", {}, gm.quoted(title));
    const body = gm.el("div", { class: "gm-panel-body" });
    const unfold = (open) => {
      app.classList.toggle("gm-open", open);
      handle.setAttribute("aria-expanded", String(open));
      handle.setAttribute("aria-label", open ? "Hide filters and list" : "Show filters and list");
      map.invalidateSize({ animate: false });
    };
    const handle = gm.el("button", {
      type: "button", class: "gm-handle", "aria-expanded": "false", "aria-label": "Show filters and list",
      onclick: () => unfold(!app.classList.contains("gm-open")),
    });
    const aside = gm.el("aside", { class: "gm-panel", "aria-label": "Filters and incidents" }, [handle, heading, body]);
    const main = gm.el("main", { class: "gm-main" });
    const app = gm.el("div", { class: compact ? "gm-app gm-compact" : "gm-app" }, aside, main);
    container.replaceWith(app);
    main.append(container);
    document.body.classList.add("gm-page");
    if (map.attributionControl) map.attributionControl.setPrefix("Leaflet"); // without its flag
    if (gm.reducedMotion()) map._fadeAnimated = map._zoomAnimated = false;
    map.invalidateSize({ animate: false });
    if (map.getSize().x <= 700) map.setMinZoom(1); // for the world to fit a phone
    // On a phone, the open list leaves the map no room to show anything.
    const makeRoom = () => app.classList.contains("gm-open") && matchMedia("(max-width: 700px)").matches && unfold(false);
    return { app, body, heading, makeRoom };
  };

  class Panel {
    constructor({ map, layers, marks, title }, store, shell) {
      Object.assign(this, { map, store, shell });
      this.filter = gm.emptyFilter();
      this.index = new gm.SearchIndex(store);
      this.title = title;
      this.shown = [];
      this.selected = -1;
      const wanted = gm.readAddress(location.hash, store, this.filter);
      this.sort = wanted.sort;
      const byKey = new Map(layers);
      this.layers = new Map(store.groups.map((group, number) => [number, byKey.get(group.key)]));
      const changed = () => this.update();
      this.tree = new gm.TypeTree(store, this.filter, map, this.layers, changed);
      this.chips = new gm.Chips(this.filter, this.tree, changed);
      this.histogram = new gm.Histogram(store, this.filter, changed);
      this.list = new gm.ResultList(
        store,
        (i, byKey) => this.choose(i, byKey),
        (i) => gm.symbolsOf(map).pointAt(i < 0 ? null : store, i),
      );
      this.build();
      gm.addLegend(map, store, marks);
      const [page, detail] = gm.printPages(map, store, () => (this.isOpen() ? this.selected : -1));
      shell.app.append(page);
      shell.app.after(detail);
      gm.decorateLayerControl(map, store, marks);
      map.on("overlayadd overlayremove", changed);
      map.on("geomap:select", ({ store: from, index }) => from === store && this.select(index));
      map.on("geomap:hover", ({ store: from, index }) => this.list.hover(from === store ? index : -1));
      document.addEventListener("keydown", (event) => event.key === "Escape" && this.closePopup());
      map.on("moveend popupclose", () => this.noteAddress());
      map.on("geomap:theme", changed);
      this.restore(wanted);
    }

    // Shows what the address of the page asks for.
    restore({ view, incident, hiddenGroups }) {
      for (const group of hiddenGroups) this.tree.setLayer(group, false);
      this.update();
      gm.fit(this.map, this.store);
      if (incident >= 0) this.choose(incident);
      if (view) this.map.setView([view[0], view[1]], view[2], { animate: false });
    }

    select(index) {
      this.selected = index;
      this.list.follow(index);
      this.noteAddress();
    }

    address() {
      const { store, filter, map, sort } = this;
      const hiddenGroups = store.groups.map((group, n) => n).filter((n) => !store.shownGroups[n]);
      const selected = this.isOpen() ? this.selected : -1;
      return gm.writeAddress({ store, filter, map, sort, selected, hiddenGroups });
    }

    noteAddress() {
      gm.addressSoon(() => this.address());
    }

    // "18 incidents, 14 Apr 2014 – 29 Oct 2024", for picture and print.
    subtitle() {
      let [first, last] = [Infinity, -Infinity];
      for (const i of this.shown) {
        if (this.store.first[i] === gm.NO_DAY) continue;
        first = Math.min(first, this.store.first[i]);
        last = Math.max(last, this.store.last[i]);
      }
      const span = first <= last ? ", " + gm.rangeWords(gm.dayText(first), gm.dayText(last)) : "";
      return gm.plural(this.shown.length, "incident") + span;
    }

    build() {
      const { store } = this;
      this.count = gm.el("p", { class: "gm-count", role: "status", "aria-live": "polite" });
      this.search = this.searchField("text", "Search titles, places, people, quotes", "Search");
      this.fields = [this.search, this.searchField("place", "Town, province or country", "Place"),
        this.searchField("actor", "Who did it, or to whom", "Actor or target")];
      this.statuses = this.statusBoxes();
      this.minimum = gm.el("input", {
        type: "range", min: 0, max: 100, step: 5, value: 0, id: "gm-minimum", oninput: () => {
          this.filter.minimum = Number(this.minimum.value) / 100;
          this.update();
        },
      });
      this.minimumText = gm.el("output", { for: "gm-minimum" });
      this.mainOnly = this.tick("Only what a report is mainly about", "mainOnly");
      this.unplacedOnly = this.tick("Only what could not be placed", "unplacedOnly");
      this.reset = gm.el("button", { type: "button", class: "gm-reset", onclick: () => this.clear() }, "Reset");
      this.sorting = gm.el("select", { "aria-label": "Sort", onchange: () => {
        this.sort = this.sorting.value;
        this.update();
      } }, [["weight", "Main events first"], ["newest", "Newest first"], ["oldest", "Oldest first"], ["severity", "Most casualties"],
        ["confidence", "Most certain"]].map(([value, label]) => gm.el("option", { value }, label)));
      this.unplaced = gm.el("button", { type: "button", class: "gm-unplaced", onclick: () => {
        this.filter.unplacedOnly = !this.filter.unplacedOnly;
        this.update();
      } });
      const section = (title, ...content) => gm.el("section", {}, [gm.el("h2", {}, title), content]);
      const filters = gm.el("div", { class: "gm-filters", id: "gm-filters", role: "tabpanel" }, [
        section("What", this.tree.element),
        section("Where and who", this.fields.slice(1)),
        section("Status", this.statuses.element),
        section("Confidence", gm.el("label", { class: "gm-range", for: "gm-minimum" }, "At least ", this.minimumText),
          this.minimum),
        section("More", this.mainOnly.element, this.unplacedOnly.element),
      ]);
      const results = gm.el("div", { class: "gm-results", id: "gm-results", role: "tabpanel" }, [
        gm.el("div", { class: "gm-bar" }, [this.unplaced, this.sorting]),
        this.list.element,
        gm.el("p", { class: "gm-none", hidden: true }, [
          "Nothing matches these filters. ",
          gm.el("button", { type: "button", class: "gm-reset", onclick: () => this.clear() }, "Clear all filters"),
        ]),
      ]);
      this.tabs = gm.tabs([["Incidents", results], ["Filters", filters], ["Share", gm.sharePage(this)]]);
      this.heading = gm.el("p", { class: "gm-print-only" });
      gm.append(this.shell.body, [
        this.heading,
        gm.el("div", { class: "gm-summary" }, [this.count, this.reset]),
        this.search,
        store.size && this.histogram.span ? this.histogram.element : null,
        this.chips.element, // below what they would push from under the pointer
        this.tabs.element,
      ]);
      this.none = results.querySelector(".gm-none");
    }

    // A field whose words narrow what is shown; `name` is that of the filter.
    searchField(name, placeholder, label) {
      const field = gm.el("input", { type: "search", class: "gm-search", placeholder, "aria-label": label, oninput: () => {
        this.filter[name] = field.value;
        this.update();
      } });
      field.dataset.filter = name;
      return field;
    }

    statusBoxes() {
      const present = new Set(this.store.status);
      const boxes = new Map();
      const items = gm.STATUSES.map((status, n) => {
        if (!present.has(n)) return null;
        const box = gm.el("input", { type: "checkbox", onchange: () => {
          this.filter.hiddenStatuses[box.checked ? "delete" : "add"](n);
          this.update();
        } });
        const number = gm.el("span", { class: "gm-number" });
        boxes.set(n, [box, number]);
        return gm.el("li", {}, gm.el("label", {}, [
          box,
          gm.symbolElement("circle", "#4a5563", status, { radius: 5.5 }),
          gm.el("span", { class: "gm-name" }, gm.statusLabel(status)),
          number,
        ]));
      });
      return { element: gm.el("ul", { class: "gm-tree" }, items), boxes };
    }

    tick(label, name) {
      const box = gm.el("input", { type: "checkbox", onchange: () => {
        this.filter[name] = box.checked;
        this.update();
      } });
      return { element: gm.el("label", { class: "gm-tick" }, [box, label]), box };
    }

    update() {
      const { store, filter } = this;
      const words = [filter.text, filter.place, filter.actor].join("\n");
      if (this.matchedWords !== words) {
        this.matchedWords = words;
        this.matches = this.index.matches(filter);
      }
      for (const field of this.fields) if (field.value !== filter[field.dataset.filter]) field.value = filter[field.dataset.filter];
      const counts = gm.applyFilter(store, filter, this.matches);
      const order = this.sorted().filter((i) => store.visible[i]);
      this.shown = order;
      this.sorting.value = this.sort;
      this.list.show(order);
      this.none.hidden = order.length > 0;
      this.list.element.hidden = order.length === 0;
      this.tree.show(counts);
      this.chips.show();
      this.histogram.show(counts);
      for (const [n, [box, number]] of this.statuses.boxes) {
        box.checked = !filter.hiddenStatuses.has(n);
        number.textContent = counts.byStatus[n].toLocaleString("en");
      }
      this.minimum.value = Math.round(filter.minimum * 100);
      this.minimumText.textContent = gm.percent(filter.minimum);
      this.mainOnly.box.checked = filter.mainOnly;
      this.unplacedOnly.box.checked = filter.unplacedOnly;
      this.showCount(counts);
      this.heading.textContent = this.subtitle();
      store.changed();
      if (this.selected >= 0 && !store.visible[this.selected] && this.isOpen()) this.map.closePopup();
      this.noteAddress();
    }

    // Whether what is known of the selected incident is shown.
    isOpen() {
      const { map } = this;
      return Boolean(map._popup && map._popup.isOpen() && map._popup.geomapIncident === this.selected);
    }

    // All numbers in the order chosen; sorted once for each order.
    sorted() {
      if (!this.orders) this.orders = new Map();
      if (!this.orders.has(this.sort)) {
        const all = Uint32Array.from({ length: this.store.size }, (_, i) => i);
        this.orders.set(this.sort, all.sort(gm.SORTS[this.sort](this.store)));
      }
      return this.orders.get(this.sort);
    }

    showCount({ total, unplaced }) {
      const all = this.store.size;
      this.count.textContent =
        total === all ? gm.plural(all, "incident") : total.toLocaleString("en") + " of " + gm.plural(all, "incident");
      const active = gm.filterCount(this.filter) + [...this.store.shownGroups].filter((on) => !on).length;
      this.reset.hidden = active === 0;
      this.tabs.label(1, active ? "Filters (" + active + ")" : "Filters");
      this.unplaced.hidden = unplaced === 0 && !this.filter.unplacedOnly;
      this.unplaced.textContent = this.filter.unplacedOnly
        ? "Show all again"
        : unplaced.toLocaleString("en") + " could not be placed";
    }

    clear() {
      Object.assign(this.filter, { ...gm.emptyFilter(), hiddenTypes: this.filter.hiddenTypes,
        hiddenStatuses: this.filter.hiddenStatuses });
      this.filter.hiddenTypes.clear();
      this.filter.hiddenStatuses.clear();
      for (const group of this.layers.keys()) this.tree.setLayer(group, true);
      this.update();
    }

    choose(i, byKey) {
      this.shell.makeRoom();
      this.show(i);
      const details = this.map.getContainer().querySelector(".gm-popup:last-child .gm-details");
      if (byKey && details) details.focus({ preventScroll: true });
    }

    // Who came by keyboard goes back by keyboard.
    closePopup() {
      const inside = document.activeElement && document.activeElement.closest(".gm-popup");
      this.map.closePopup();
      if (inside) this.list.element.focus();
    }

    show(i) {
      const place = this.store.place[i];
      if (place < 0) return gm.openUnplaced(this.map, this.store, i);
      const at = [this.store.places.lat[place], this.store.places.lon[place]];
      const zoom = Math.max(this.map.getZoom(), this.store.vague(i) ? 5 : 7);
      // The symbol stands low, so that the popup above it has room.
      const spot = this.map.project(at, zoom).subtract([0, Math.round(this.map.getSize().y * 0.27)]);
      this.map.setView(this.map.unproject(spot, zoom), zoom, { animate: false });
      gm.openIncident(this.map, this.store, i);
    }
  }

  // Shows all that is placed.
  gm.fit = function (map, store) {
    const box = L.latLngBounds([]);
    for (let i = 0; i < store.size; i++) {
      const place = store.place[i];
      if (store.visible[i] && place >= 0) box.extend([store.places.lat[place], store.places.lon[place]]);
    }
    if (!box.isValid()) return;
    let right = gm.besideLegend(map, 50);
    const legend = map.getContainer().querySelector(".gm-legend[open]");
    // Where the incidents reach around the world, there is room for them or for the legend.
    const low = map.getMinZoom();
    const width = map.project(box.getSouthEast(), low).x - map.project(box.getNorthWest(), low).x;
    if (legend && width > map.getSize().x - 60 - right) {
      legend.open = false;
      right = 50;
    }
    map.fitBounds(box, { paddingTopLeft: [60, 50], paddingBottomRight: [right, 50], maxZoom: 7, animate: false });
  };

  gm.tabs = function (pages) {
    const buttons = pages.map(([label, page], n) =>
      gm.el("button", { type: "button", role: "tab", id: "gm-tab-" + n, "aria-controls": page.id,
        onclick: () => show(n) }, label));
    pages.forEach(([, page], n) => page.setAttribute("aria-labelledby", "gm-tab-" + n));
    function show(wanted) {
      buttons.forEach((button, n) => {
        button.setAttribute("aria-selected", String(n === wanted));
        button.tabIndex = n === wanted ? 0 : -1;
        pages[n][1].hidden = n !== wanted;
      });
    }
    const bar = gm.el("div", { class: "gm-tabs", role: "tablist", onkeydown: (event) => {
      const now = buttons.findIndex((button) => button.getAttribute("aria-selected") === "true");
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const wanted = (now + step + buttons.length) % buttons.length;
      show(wanted);
      buttons[wanted].focus();
    } }, buttons);
    show(0);
    return {
      element: gm.el("div", { class: "gm-tabbed" }, [bar, pages.map(([, page]) => page)]),
      label: (n, text) => (buttons[n].textContent = text),
      show,
    };
  };

  // Symbols beside the names in Leaflet's own layer control.
  gm.decorateLayerControl = function (map, store, marks) {
    const control = map.getContainer().querySelector(".leaflet-control-layers-overlays");
    if (!control) return;
    const groups = new Map(store.groups.map((group) => [group.label, group]));
    const decorate = () => {
      for (const name of control.querySelectorAll("label span span")) {
        const group = groups.get(name.textContent.trim());
        const mark = marks.find(([label]) => label === name.textContent.trim());
        if (mark) name.prepend(gm.markElement(mark[1]));
        if (group) name.prepend(gm.swatch(group.colour));
      }
    };
    decorate();
    // Leaflet writes the list anew whenever a layer comes or goes otherwise than by its own box.
    new MutationObserver((changes) => changes.some((change) => change.addedNodes.length) && decorate())
      .observe(control, { childList: true });
  };

  gm.openUnplaced = function (map, store, i) {
    const popup = L.popup(gm.popupOptions(map)).setLatLng(map.getCenter()).setContent(gm.incidentDetails(store, i));
    popup.geomapIncident = i;
    popup.openOn(map);
    map.fire("geomap:select", { store, index: i });
  };
})((globalThis.geomap = globalThis.geomap || {}));
