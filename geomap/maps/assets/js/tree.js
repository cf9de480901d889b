// Groups and their types with boxes and counts. A group's box is its layer: off here is off in the layer control.
(function (gm) {
  "use strict";

  gm.TypeTree = class {
    // changed(): a filter changed; layers: Map of group number to Leaflet layer
    constructor(store, filter, map, layers, changed) {
      Object.assign(this, { store, filter, map, layers, changed });
      this.groupBoxes = new Map();
      this.typeBoxes = new Map();
      this.counts = new Map();
      this.element = gm.el("ul", { class: "gm-tree" }, store.groups.map((group, number) => this.group(group, number)));
    }

    group(group, number) {
      const types = this.typesOf(number);
      const box = this.box(() => this.toggleGroup(number));
      this.groupBoxes.set(number, box);
      const label = gm.el("label", {}, [
        box,
        types.length > 1 ? gm.swatch(group.colour) : gm.symbolElement(this.store.types[types[0]].shape, group.colour,
          "occurred", { radius: 5.5 }),
        gm.el("span", { class: "gm-name" }, group.label),
        this.count("g" + number),
      ]);
      if (types.length === 1 && this.store.types[types[0]].label === group.label) return gm.el("li", {}, label);
      return gm.el("li", {}, label, gm.el("ul", {}, types.map((type) => this.type(type))));
    }

    type(number) {
      const box = this.box(() => this.toggleType(number));
      this.typeBoxes.set(number, box);
      const { label, shape, colour } = this.store.types[number];
      const name = gm.el("span", { class: "gm-name" }, label);
      const symbol = gm.symbolElement(shape, colour, "occurred", { radius: 5.5 });
      return gm.el("li", {}, gm.el("label", {}, [box, symbol, name, this.count("t" + number)]));
    }

    box(toggled) {
      return gm.el("input", { type: "checkbox", onchange: toggled });
    }

    count(key) {
      const node = gm.el("span", { class: "gm-number" });
      this.counts.set(key, node);
      return node;
    }

    typesOf(group) {
      return this.store.types.map((type, n) => n).filter((n) => this.store.types[n].group === group);
    }

    toggleGroup(group) {
      const on = this.groupBoxes.get(group).checked;
      for (const type of this.typesOf(group)) this.filter.hiddenTypes.delete(type);
      this.setLayer(group, on);
      this.changed();
    }

    toggleType(type) {
      const group = this.store.types[type].group;
      const on = this.typeBoxes.get(type).checked;
      if (on && !this.isOn(group)) {
        // Its layer was off: bring it back with this type alone.
        for (const other of this.typesOf(group)) this.filter.hiddenTypes.add(other);
        this.setLayer(group, true);
      }
      if (on) this.filter.hiddenTypes.delete(type);
      else this.filter.hiddenTypes.add(type);
      this.changed();
    }

    isOn(group) {
      return this.store.shownGroups[group] === 1;
    }

    setLayer(group, on) {
      const layer = this.layers.get(group);
      if (layer && on !== this.map.hasLayer(layer)) this.map[on ? "addLayer" : "removeLayer"](layer);
      this.store.shownGroups[group] = on ? 1 : 0;
    }

    show({ byType }) {
      this.store.groups.forEach((group, number) => {
        const types = this.typesOf(number);
        const on = this.isOn(number);
        const ticked = types.filter((type) => on && !this.filter.hiddenTypes.has(type));
        const box = this.groupBoxes.get(number);
        box.checked = ticked.length > 0;
        box.indeterminate = ticked.length > 0 && ticked.length < types.length;
        let sum = 0;
        for (const type of types) {
          sum += byType[type];
          const typeBox = this.typeBoxes.get(type);
          if (typeBox) typeBox.checked = ticked.includes(type);
          const count = this.counts.get("t" + type);
          if (count) count.textContent = byType[type].toLocaleString("en");
        }
        this.counts.get("g" + number).textContent = sum.toLocaleString("en");
      });
    }
  };
})((globalThis.geomap = globalThis.geomap || {}));
