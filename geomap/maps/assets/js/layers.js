// What folium's scripts create: a layer a group of incidents, and the layers of mentioned places.
(function (gm) {
  "use strict";

  const IncidentLayer = L.Layer.extend({
    // options: {store: id of the data element, group: key of the one group to show, or null for all}
    initialize(options) {
      L.setOptions(this, options);
      this.store = gm.openStore(options.store);
    },

    onAdd(map) {
      this.onMap = true;
      // Once the data is there this happens at once: filters that hear of the layer must find it on the map.
      if (this.store.loaded) this.enter(map);
      else this.store.ready.then(() => this.onMap && this.enter(map));
    },

    enter(map) {
      const { store } = this;
      const wanted = store.groups.map((group, number) => number).filter((number) => this.holds(store, number));
      this.source = { store, groups: new Set(wanted) };
      gm.symbolsOf(map).incidents.push(this.source);
      wanted.forEach((number) => (store.shownGroups[number] = 1));
      if (!this.listening) store.onChange(() => gm.symbolsOf(map).refresh());
      this.listening = true;
      store.changed();
    },

    onRemove(map) {
      this.onMap = false;
      const symbols = gm.symbolsOf(map);
      if (!this.source) return;
      symbols.incidents = symbols.incidents.filter((source) => source !== this.source);
      this.source.groups.forEach((number) => (this.store.shownGroups[number] = 0));
      this.source = null;
      this.store.changed();
    },

    holds(store, number) {
      return this.options.group === null || store.groups[number].key === this.options.group;
    },
  });

  const MentionLayer = L.Layer.extend({
    // options: {store: id of the data element, reporting: whether reports were made there}
    initialize(options) {
      L.setOptions(this, options);
      this.data = gm.unpack(options.store).then(([data]) => this.marks(data));
    },

    marks({ rows, places, texts }) {
      return rows.place.map((place, row) => ({
        x: gm.mercatorX(places.lon[place]),
        y: gm.mercatorY(places.lat[place]),
        lat: places.lat[place],
        lon: places.lon[place],
        names: [texts[places.name[place]], ...places.within[place].map((number) => texts[number])],
        precision: gm.PRECISIONS[places.precision[place]],
        uncertainty: places.uncertainty[place],
        count: rows.count[row],
        reports: rows.reports[row].map((number) => texts[number]),
        samples: rows.samples[row].map((number) => texts[number]),
      }));
    },

    onAdd(map) {
      this.onMap = true;
      this.data.then((marks) => {
        if (!this.onMap) return;
        this.source = { marks, reporting: this.options.reporting };
        gm.symbolsOf(map).mentions.push(this.source);
        gm.symbolsOf(map).refresh();
      });
    },

    onRemove(map) {
      this.onMap = false;
      const symbols = gm.symbolsOf(map);
      symbols.mentions = symbols.mentions.filter((source) => source !== this.source);
      symbols.refresh();
    },
  });

  gm.incidentLayer = (options) => new IncidentLayer(options);
  gm.mentionLayer = (options) => new MentionLayer(options);

  gm.drawMention = function (context, x, y, reporting, mark, theme) {
    context.save();
    context.translate(x, y);
    context.beginPath();
    if (reporting) {
      context.rect(-4, -4, 8, 8);
    } else {
      context.arc(0, 0, Math.min(9, 3.5 + 1.2 * Math.log2(mark.count)), 0, 2 * Math.PI);
    }
    context.globalAlpha = 0.9;
    context.strokeStyle = theme.paper;
    context.lineWidth = 4;
    context.stroke();
    context.fillStyle = reporting ? theme.paper : "#66727f";
    context.globalAlpha = reporting ? 1 : 0.55;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = "#46525f";
    context.lineWidth = reporting ? 1.8 : 1.2;
    context.stroke();
    context.restore();
  };
})((globalThis.geomap = globalThis.geomap || {}));
