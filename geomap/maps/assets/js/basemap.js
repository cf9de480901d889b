// The basemap inside the file, drawn tile by tile as any Leaflet map: land, water and borders, and on a canvas of
// their own the names, which make way for symbols.
(function (gm) {
  "use strict";

  const TILE = 512;
  const MARGIN = 12;

  gm.Basemap = L.GridLayer.extend({
    options: { tileSize: TILE, minZoom: 0, pane: "gm-basemap", className: "gm-basemap", updateWhenZooming: false },

    initialize(options) {
      L.setOptions(this, options);
      this.data = gm.inflate(options.data).then((bytes) =>
        (gm.basemapData = new gm.BasemapData(JSON.parse(new TextDecoder().decode(bytes)))));
      this.labels = new Map(); // by zoom
      this.cleared = {}; // those that make way for the symbols
    },

    // The symbols stand elsewhere now.
    getEvents() {
      return { ...L.GridLayer.prototype.getEvents.call(this), "geomap:symbols": () => this.repaint(true) };
    },

    // Under the tile pane: where online tiles do not come, this one stays.
    beforeAdd(map) {
      if (!map.getPane("gm-basemap")) map.createPane("gm-basemap").style.zIndex = 150;
      L.GridLayer.prototype.beforeAdd.call(this, map);
    },

    getAttribution: () => "Natural Earth · GeoNames",

    createTile(coords, done) {
      const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
      const tile = document.createElement("div");
      for (let n = 0; n < 2; n++) {
        const canvas = tile.appendChild(document.createElement("canvas"));
        canvas.width = canvas.height = TILE * ratio;
        canvas.style.cssText = "position: absolute; left: 0; top: 0; width: 100%; height: 100%";
        canvas.getContext("2d").scale(ratio, ratio);
      }
      this.data.then((data) => {
        this.draw(tile, data, coords);
        done(null, tile);
      }, done);
      return tile;
    },

    // Draws all tiles anew where they are, at once: for another theme, and before the page is printed.
    repaint(namesOnly) {
      if (!gm.basemapData) return;
      for (const { el, coords } of Object.values(this._tiles || {})) {
        this.draw(el, gm.basemapData, this._wrapCoords(coords), namesOnly);
      }
    },

    draw(tile, data, coords, namesOnly) {
      const theme = gm.theme();
      const [ground, names] = Array.from(tile.children, (canvas) => canvas.getContext("2d"));
      if (!namesOnly) {
        const level = data.level(coords.z);
        ground.fillStyle = theme.sea;
        ground.fillRect(0, 0, TILE, TILE);
        forEachCopy(ground, coords, (left, top) => {
          this.drawLand(ground, level, [left - MARGIN, top - MARGIN, left + TILE + MARGIN, top + TILE + MARGIN], theme);
          this.drawLines(ground, level, [left, top, left + TILE, top + TILE], theme, coords.z);
        });
      }
      names.clearRect(0, 0, TILE, TILE);
      const labels = this.labelsOf(data, coords.z);
      forEachCopy(names, coords, (left, top) =>
        this.drawLabels(names, labels, [left, top, left + TILE, top + TILE], theme));
    },

    drawLand(context, level, box, theme) {
      fill(context, level.land, box, theme.land);
      fill(context, level.lakes, box, theme.sea);
    },

    drawLines(context, level, box, theme, zoom) {
      context.lineJoin = "round";
      stroke(context, level.rivers, box, theme.river, zoom < 6 ? 0.8 : 1.3, []);
      stroke(context, level.lakes, box, theme.coast, 0.6, []);
      if (zoom >= 4) stroke(context, level.divisions, box, theme.division, 0.9, [4, 3]);
      stroke(context, level.coasts, box, theme.coast, 0.9, []);
      stroke(context, level.borders, box, theme.border, zoom < 4 ? 0.7 : 1.2, []);
    },

    labelsOf(data, zoom) {
      if (!this.labels.has(zoom)) {
        const context = document.createElement("canvas").getContext("2d");
        this.labels.set(zoom, gm.placeLabels(data.raw, zoom, (label) => {
          context.font = fontOf(label);
          return context.measureText(shownText(label)).width * (label.kind === "country" ? 1.12 : 1);
        }));
      }
      const placed = this.labels.get(zoom);
      const covers = gm.symbolCovers(this._map, zoom);
      if (!covers) return placed;
      // The same covers are the same list.
      if (this.cleared.covers !== covers) this.cleared = { covers, labels: gm.clearLabels(placed, covers) };
      return this.cleared.labels;
    },

    drawLabels(context, labels, box, theme) {
      context.textBaseline = "middle";
      context.lineJoin = "round";
      for (const label of labels.within(box)) drawLabel(context, label, theme);
    },
  });

  // Zoomed far out, one tile holds the world more than once; and what crosses the date line is in two places.
  function forEachCopy(context, { x, y, z }, draw) {
    const world = 256 * 2 ** z;
    for (let shift = -1; shift <= Math.max(1, TILE / world); shift++) {
      const left = x * TILE - shift * world;
      const top = y * TILE;
      context.save();
      context.translate(-left, -top);
      draw(left, top);
      context.restore();
    }
  }

  function fill(context, rings, box, colour) {
    context.beginPath();
    for (const ring of rings) {
      if (!gm.meets(ring.box, box)) continue;
      const points = gm.clipRing(ring.points, box);
      for (let n = 0; n < points.length; n += 2) context[n ? "lineTo" : "moveTo"](points[n], points[n + 1]);
      context.closePath();
    }
    context.fillStyle = colour;
    context.fill("evenodd");
  }

  function stroke(context, lines, box, colour, width, dash) {
    context.beginPath();
    for (const line of lines) {
      if (!gm.meets(line.box, box)) continue;
      const { points } = line;
      for (let n = 0; n < points.length; n += 2) context[n ? "lineTo" : "moveTo"](points[n], points[n + 1]);
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }

  const shownText = (label) => (label.kind === "country" ? label.text.toUpperCase() : label.text);

  function fontOf({ kind, size }) {
    return { country: "500 ", capital: "600 ", division: "italic " }[kind] === undefined
      ? size + "px " + gm.FONT
      : { country: "500 ", capital: "600 ", division: "italic " }[kind] + size + "px " + gm.FONT;
  }

  function drawLabel(context, label, theme) {
    const { x } = label;
    const [at, height, align] = label.at;
    const colour = theme[label.kind === "division" ? "divisionLabel" : label.kind];
    context.font = fontOf(label);
    if ("letterSpacing" in context) context.letterSpacing = label.kind === "country" ? "0.08em" : "0px";
    context.textAlign = align;
    context.strokeStyle = theme.land;
    context.globalAlpha = 0.85;
    context.lineWidth = 3;
    context.strokeText(shownText(label), at, height);
    context.globalAlpha = 1;
    context.fillStyle = colour;
    context.fillText(shownText(label), at, height);
    if (!label.dot) return;
    context.beginPath();
    if (label.kind === "capital") context.rect(x - 2.4, label.y - 2.4, 4.8, 4.8);
    else context.arc(x, label.y, 1.9, 0, 2 * Math.PI);
    context.fillStyle = theme.land;
    context.strokeStyle = colour;
    context.lineWidth = 1.2;
    context.fill();
    context.stroke();
  }

  gm.basemap = (options) => new gm.Basemap(options);
})((globalThis.geomap = globalThis.geomap || {}));
