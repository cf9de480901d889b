// One canvas a map, on which all incidents and mentioned places are drawn: a DOM node each would not do for
// 100,000. Layers add themselves as sources; what is under the pointer is found from what was drawn.
(function (gm) {
  "use strict";

  const PADDING = 0.25; // of the map's size, drawn beyond its edges so that dragging shows no blank
  const NEAR = 23; // pixels within which symbols would cover one another
  const NEAR_MANY = 54; // the same where there are so many that rings with numbers are needed
  const MANY = 400;

  gm.symbolsOf = function (map) {
    if (!map._geomapSymbols) map._geomapSymbols = new gm.SymbolCanvas().addTo(map);
    return map._geomapSymbols;
  };

  gm.SymbolCanvas = L.Layer.extend({
    includes: [gm.symbolPointer, gm.symbolPlan],
    options: { pane: "markerPane" },

    initialize() {
      this.incidents = []; // {store, groups: Set of group numbers}
      this.mentions = []; // {marks: [{x, y, count, …}], reporting}
      this.nodes = [];
      this.drawn = [];
      this.expanded = null;
      this.selected = null; // {store, index}
    },

    onAdd(map) {
      this.canvas = L.DomUtil.create("canvas", "gm-canvas leaflet-zoom-animated", this.getPane());
      this.canvas.setAttribute("aria-hidden", "true");
      this.tip = L.DomUtil.create("div", "gm-tip", map.getContainer());
      this.tip.hidden = true;
      map.on("mousemove", this.onPointer, this);
      map.on("mouseout movestart", this.hideTip, this);
      map.on("click", this.onClick, this);
      this.relayout();
    },

    onRemove(map) {
      this.canvas.remove();
      this.tip.remove();
      map.off("mousemove", this.onPointer, this);
      map.off("mouseout movestart", this.hideTip, this);
      map.off("click", this.onClick, this);
    },

    getEvents() {
      return {
        moveend: this.redraw,
        zoomend: this.relayout,
        resize: this.redraw,
        viewreset: this.relayout,
        zoomanim: this.onZoomAnimation,
      };
    },

    // Incidents or filters changed.
    refresh() {
      if (this.pending) return;
      this.pending = true;
      requestAnimationFrame(() => {
        this.pending = false;
        this.relayout();
      });
    },

    select(store, index) {
      this.selected = store ? { store, index } : null;
      if (this._map) this.redraw();
    },

    // Rings the place of an incident that the pointer is on in the list.
    pointAt(store, index) {
      this.pointed = store && store.place[index] >= 0 ? { store, index } : null;
      if (this._map) this.redraw();
    },

    // Rings the symbol of an incident, or the ring that it is counted in.
    drawMarked(context, marked) {
      if (!marked) return;
      const { store, index } = marked;
      const node = this.nodes.find(({ members }) => members.some((member) => {
        const [from, i] = this.ref(member);
        return from === store && i === index;
      }));
      context.strokeStyle = this.theme.selection;
      context.lineWidth = 3;
      for (const item of this.drawn) {
        if (item.node ? item.node !== node : item.store !== store || item.index !== index) continue;
        context.beginPath();
        context.arc(item.x, item.y, item.r + 3, 0, 2 * Math.PI);
        context.stroke();
      }
    },

    // Gathers what is shown into nodes; depends on the zoom only, so that dragging changes nothing.
    relayout() {
      if (!this._map) return;
      const size = 256 * 2 ** this._map.getZoom();
      const stores = [...new Set(this.incidents.map((source) => source.store))];
      const most = stores.reduce((sum, store) => sum + store.size, 0);
      const xs = new Float64Array(most);
      const ys = new Float64Array(most);
      const numbers = new Uint32Array(most);
      const owners = new Uint8Array(most);
      let count = 0;
      stores.forEach((store, owner) => {
        for (const i of store.byWeight()) {
          if (!store.shown(i) || Number.isNaN(store.x[i])) continue;
          xs[count] = store.x[i] * size;
          ys[count] = store.y[i] * size;
          numbers[count] = i;
          owners[count++] = owner;
        }
      });
      Object.assign(this, { stores, numbers, owners, count, points: [xs, ys] });
      this.nodes = gm.settle(gm.gather(xs, ys, count, count > MANY ? NEAR_MANY : NEAR));
      this.nodes.reverse(); // the weightiest are drawn last, on top
      this.layoutZoom = this._map.getZoom();
      if (!this.raise()) this.expanded = null;
      this.redraw();
      this.moved();
    },

    // The store and the number of an incident, by its place among those drawn.
    ref(member) {
      return [this.stores[this.owners[member]], this.numbers[member]];
    },

    redraw() {
      const map = this._map;
      if (!map) return;
      const view = map.getSize();
      const margin = view.multiplyBy(PADDING).round();
      const size = view.add(margin.multiplyBy(2));
      const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
      const canvas = this.canvas;
      if (canvas.width !== size.x * ratio || canvas.height !== size.y * ratio) {
        canvas.width = size.x * ratio;
        canvas.height = size.y * ratio;
        canvas.style.width = size.x + "px";
        canvas.style.height = size.y + "px";
      }
      const corner = map.containerPointToLayerPoint([0, 0]).subtract(margin);
      L.DomUtil.setPosition(canvas, corner);
      this.corner = map.getPixelBounds().min.subtract(margin);
      this.center = map.getCenter();
      this.zoom = map.getZoom();
      this.canvasSize = size;
      this.theme = gm.theme(map);
      this.ratio = ratio;
      const context = canvas.getContext("2d");
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, size.x, size.y);
      this.drawn = [];
      this.drawMentions(context);
      this.drawSelected(context);
      this.forEachCopy((shift) => this.nodes.forEach((node) => this.drawNode(context, node, shift)));
      this.drawMarked(context, this.selected);
      this.drawMarked(context, this.pointed);
    },

    // The world repeats to the left and right when zoomed far out.
    forEachCopy(draw) {
      const world = 256 * 2 ** this.zoom;
      const first = Math.floor(this.corner.x / world);
      const last = Math.floor((this.corner.x + this.canvasSize.x) / world);
      for (let copy = first; copy <= last; copy++) draw(copy * world - this.corner.x);
    },

    drawNode(context, node, shift) {
      const x = node.x + shift;
      const y = node.y - this.corner.y;
      const reach = this.isExpanded(node) ? this.plan(node).plate : node.members.length > 1 ? 80 : 30;
      if (x < -reach || y < -reach || x > this.canvasSize.x + reach || y > this.canvasSize.y + reach) return;
      const { ring, plate, members, spots, onePoint } = this.plan(node);
      if (ring) return this.drawRing(context, node, x, y);
      if (plate) this.drawPlate(context, node, x, y);
      if (node.members.length > 1 && !onePoint) this.drawLegs(context, members, spots, x, y, shift);
      // The most important member comes last, on top.
      for (let n = members.length - 1; n >= 0; n--) {
        this.drawMember(context, members[n], x + spots[n][0], y + spots[n][1], spots[n]);
      }
    },

    // Below the members of a ring that was opened: what stands here stands at one place, and how many there are.
    drawPlate(context, node, x, y) {
      const { plate, label } = node.plan;
      context.save();
      context.beginPath();
      context.arc(x, y, plate, 0, 2 * Math.PI);
      context.globalAlpha = 0.88;
      context.fillStyle = this.theme.paper;
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = this.theme.leg;
      context.lineWidth = 1;
      context.stroke();
      context.fillStyle = this.theme.ink;
      context.font = "600 12px " + gm.FONT;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(label, x, y + 0.5);
      context.restore();
    },

    drawLegs(context, members, spots, x, y, shift) {
      const [xs, ys] = this.points;
      context.save();
      context.strokeStyle = this.theme.leg;
      context.fillStyle = this.theme.leg;
      context.lineWidth = 1;
      members.forEach((member, n) => {
        const px = xs[member] + shift;
        const py = ys[member] - this.corner.y;
        context.beginPath();
        context.moveTo(px, py);
        context.lineTo(x + spots[n][0], y + spots[n][1]);
        context.stroke();
        context.beginPath();
        context.arc(px, py, 2, 0, 2 * Math.PI);
        context.fill();
      });
      context.restore();
    },

    drawMember(context, member, x, y, offset) {
      const [store, i] = this.ref(member);
      const type = store.types[store.type[i]];
      const status = gm.STATUSES[store.status[i]];
      const radius = gm.symbolRadius(store.severity[i]);
      const vague = store.vague(i);
      const sprite = gm.sprite(type.shape, type.colour, status, radius, vague, this.theme.paper, this.ratio);
      context.globalAlpha = 0.5 + 0.5 * store.confidence[i];
      context.drawImage(sprite, x - sprite.half, y - sprite.half, 2 * sprite.half, 2 * sprite.half);
      context.globalAlpha = 1;
      this.drawn.push({ x, y, r: this.radiusOf(member), store, index: i, offset });
    },

    // Too many to stand side by side: a ring whose arcs show the mix of groups, and how many there are.
    drawRing(context, node, x, y) {
      if (!node.mix) node.mix = this.mixOf(node.members);
      const count = node.members.length;
      const radius = gm.ringRadius(count);
      context.save();
      context.beginPath();
      context.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
      context.fillStyle = this.theme.paper;
      context.fill();
      let angle = -Math.PI / 2;
      context.lineWidth = 5.5;
      for (const [colour, number] of node.mix) {
        const turn = (number / count) * 2 * Math.PI;
        context.beginPath();
        context.arc(x, y, radius - 2.75, angle, angle + turn);
        context.strokeStyle = colour;
        context.stroke();
        angle += turn;
      }
      context.fillStyle = this.theme.ink;
      context.font = "600 " + (count > 999 ? 10.5 : 12) + "px " + gm.FONT;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(count < 10000 ? count : Math.round(count / 1000) + "k", x, y + 0.5);
      context.restore();
      this.drawn.push({ x, y, r: radius + 2, node });
    },

    mixOf(members) {
      const mix = new Map();
      for (const member of members) {
        const [store, i] = this.ref(member);
        const { colour } = store.groups[store.group[i]];
        mix.set(colour, (mix.get(colour) || 0) + 1);
      }
      return [...mix].sort((a, b) => b[1] - a[1]);
    },

    // How far off the place of the selected incident may be, to scale.
    drawSelected(context) {
      if (!this.selected) return;
      const { store, index } = this.selected;
      const place = store.place[index];
      if (place < 0) return;
      if (this.drawOutline(context, store, index)) return;
      const kilometres = store.places.uncertainty[place];
      const world = 256 * 2 ** this.zoom;
      const latitude = (store.places.lat[place] * Math.PI) / 180;
      const radius = (kilometres / (40075 * Math.cos(latitude))) * world;
      if (radius < 12) return;
      const colour = store.types[store.type[index]].colour;
      this.forEachCopy((shift) => {
        const x = store.x[index] * world + shift;
        const y = store.y[index] * world - this.corner.y;
        context.save();
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.globalAlpha = 0.1;
        context.fillStyle = colour;
        context.fill();
        context.globalAlpha = 0.8;
        context.strokeStyle = colour;
        context.setLineDash([7, 5]);
        context.lineWidth = 1.5;
        context.stroke();
        context.restore();
      });
    },

    // Known to a country: the country itself, where the basemap has its outline.
    drawOutline(context, store, index) {
      const place = store.place[index];
      const code = store.text(store.places.country[place]);
      if (store.places.precision[place] !== 4 || !gm.basemapData || !code) return false;
      const rings = gm.basemapData.country(code, this.zoom);
      if (!rings) return false;
      const { colour } = store.types[store.type[index]];
      const box = [this.corner.x - 40, this.corner.y - 40];
      box.push(this.corner.x + this.canvasSize.x + 40, this.corner.y + this.canvasSize.y + 40);
      context.save();
      context.translate(-this.corner.x, -this.corner.y);
      context.beginPath();
      for (const ring of rings) {
        if (!gm.meets(ring.box, box)) continue;
        const points = gm.clipRing(ring.points, box);
        for (let n = 0; n < points.length; n += 2) context[n ? "lineTo" : "moveTo"](points[n], points[n + 1]);
        context.closePath();
      }
      context.globalAlpha = 0.12;
      context.fillStyle = colour;
      context.fill("evenodd");
      context.globalAlpha = 0.8;
      context.strokeStyle = colour;
      context.lineWidth = 1.5;
      context.setLineDash([7, 5]);
      context.stroke();
      context.restore();
      return true;
    },

    drawMentions(context) {
      const world = 256 * 2 ** this.zoom;
      for (const layer of this.mentions) {
        this.forEachCopy((shift) => {
          for (const mark of layer.marks) {
            const x = mark.x * world + shift;
            const y = mark.y * world - this.corner.y;
            if (x < -20 || y < -20 || x > this.canvasSize.x + 20 || y > this.canvasSize.y + 20) continue;
            gm.drawMention(context, x, y, layer.reporting, mark, this.theme);
            this.drawn.push({ x, y, r: 8, mark, layer });
          }
        });
      }
    },

    onZoomAnimation(event) {
      const scale = this._map.getZoomScale(event.zoom, this.zoom);
      const margin = this.canvasSize.subtract(this._map.getSize()).divideBy(2);
      const half = this._map.getSize().divideBy(2).add(margin);
      const before = this._map.project(this.center, event.zoom);
      const after = this._map._getNewPixelOrigin(event.center, event.zoom);
      const offset = before.subtract(half.multiplyBy(scale)).subtract(after);
      L.DomUtil.setTransform(this.canvas, offset, scale);
    },
  });
})((globalThis.geomap = globalThis.geomap || {}));
