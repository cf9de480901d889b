// What the symbols mean: only what is on this map.
(function (gm) {
  "use strict";

  const MANY = 12; // types from which the groups are folded at first
  const GREY = "#4a5563";

  // marks: [[name of the layer, whether reports were made there], …]
  gm.addLegend = function (map, store, marks) {
    const Legend = L.Control.extend({
      options: { position: "bottomright" },
      onAdd() {
        const box = gm.el("details", { class: "gm-legend leaflet-control" }, [
          gm.el("summary", {}, "Legend"),
          gm.legendContent(store, marks),
        ]);
        box.open = map.getSize().x > 700 && map.getSize().y > 560;
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
        return box;
      },
    });
    return new Legend().addTo(map);
  };

  gm.markElement = function (reporting) {
    const canvas = gm.el("canvas", { class: "gm-symbol", width: 40, height: 40, "aria-hidden": "true" });
    canvas.style.width = canvas.style.height = "20px";
    const context = canvas.getContext("2d");
    context.scale(2, 2);
    gm.drawMention(context, 10, 10, reporting, { count: 3 }, { paper: "#ffffff" });
    return canvas;
  };

  gm.legendContent = function (store, marks) {
    const item = (symbol, label) => gm.el("li", {}, [symbol, gm.el("span", {}, label)]);
    const list = (title, items) =>
      items.length ? gm.el("section", {}, [gm.el("h2", {}, title), gm.el("ul", {}, items)]) : null;
    const statuses = new Set(store.status);
    const many = store.types.length > MANY;
    const groupOf = (group, types, folded) => {
      const items = types.map((type) =>
        item(gm.symbolElement(type.shape, type.colour, "occurred", { radius: 5.5 }), type.label));
      if (types.length === 1) return gm.el("ul", {}, items);
      const name = [gm.swatch(group.colour), group.label];
      return gm.el("details", { open: !folded }, [gm.el("summary", {}, name), gm.el("ul", {}, items)]);
    };
    let vague = false;
    let severe = false;
    for (let i = 0; i < store.size; i++) {
      vague = vague || store.vague(i);
      severe = severe || store.severity[i] > 1;
    }
    return gm.el("div", { class: "gm-legend-body" }, [
      gm.el("section", { class: "gm-legend-what" }, [
        gm.el("h2", {}, "What"),
        store.groups.map((group, number) => groupOf(group, store.types.filter((type) => type.group === number), many)),
      ]),
      list("Did it happen?", statuses.size > 1
        ? gm.STATUSES.filter((status, n) => statuses.has(n)).map((status) =>
          item(gm.symbolElement("circle", GREY, status, { radius: 6 }), gm.statusLabel(status)))
        : []),
      list("Where?", vague
        ? [
          item(gm.symbolElement("circle", GREY, "occurred", { radius: 5 }), "Place or town known"),
          item(gm.symbolElement("circle", GREY, "occurred", { radius: 4, vague: true }), "Somewhere in a region or country"),
        ]
        : []),
      list("Layers of places", marks.map(([name, reporting]) => item(gm.markElement(reporting), name))),
      severe ? gm.el("p", {}, "Larger: people killed. Paler: less certain.") : null,
    ]);
  };
})((globalThis.geomap = globalThis.geomap || {}));
