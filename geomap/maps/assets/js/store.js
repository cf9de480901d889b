// The columns that Python wrote (`columns.py`), unpacked once and shared by layers, filters, list and popups.
(function (gm) {
  "use strict";

  const DAY = 86400000;
  const opened = new Map();
  gm.NO_DAY = -2147483648;

  // Base 85 of gzip, in a script element that no browser runs, to bytes.
  gm.inflate = async function (id) {
    const bytes = gm.fromBase85(document.getElementById(id).textContent);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  // [what the JSON in front says, the bytes behind it].
  gm.unpack = async function (id) {
    const bytes = await gm.inflate(id);
    const end = 4 + new DataView(bytes.buffer).getUint32(0, true);
    return [JSON.parse(new TextDecoder().decode(bytes.subarray(4, end))), bytes.subarray(end)];
  };

  gm.openStore = function (id) {
    if (!opened.has(id)) opened.set(id, new Store(id));
    return opened.get(id);
  };

  // Mercator, the world as 0…1 in both directions.
  gm.mercatorX = (lon) => (lon + 180) / 360;
  gm.mercatorY = function (lat) {
    const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };

  // First or last day that "2021-11-07", "2021-11" or "2021" may mean, in days since 1970.
  gm.dayNumber = function (text, last) {
    if (!text) return gm.NO_DAY;
    const [year, month, date] = text.split("-").map(Number);
    const day = new Date(0);
    if (date) day.setUTCFullYear(year, month - 1, date);
    else if (month) day.setUTCFullYear(year, last ? month : month - 1, last ? 0 : 1);
    else day.setUTCFullYear(last ? year + 1 : year, 0, last ? 0 : 1);
    return Math.round(day.getTime() / DAY);
  };

  // A column of whole numbers: characters, or a list where one of them is too large for that.
  gm.numbers = (column) => (typeof column === "string" ? gm.fromCharacters(column) : Float64Array.from(column));

  // From differences back to numbers.
  gm.sums = function (differences) {
    let sum = 0;
    return differences.map((value) => (sum += value));
  };

  // Ids: a list, or their bytes, which begin `bytes` in planes.
  gm.identifiers = function (ids, bytes) {
    if (Array.isArray(ids)) return [ids, bytes];
    const { hex, count } = ids;
    const out = [];
    for (let n = 0; n < count; n++) {
      let id = "";
      for (let plane = 0; plane < hex / 2; plane++) id += (256 + bytes[plane * count + n]).toString(16).slice(1);
      out.push(id);
    }
    return [out, bytes.subarray((hex / 2) * count)];
  };

  // Columns of numbers; those that count up are given as differences, and dates as numbers of `days`.
  function columnsOf(packed, growing, dates) {
    const out = {};
    for (const [name, column] of Object.entries(packed)) {
      if (name === "days" || name === "id") continue;
      out[name] = gm.numbers(column);
      if (growing.includes(name)) out[name] = gm.sums(out[name]);
      if (dates.includes(name)) out[name] = Array.from(out[name], (number) => packed.days[number]);
    }
    return out;
  }

  // Where each run begins, from how long each is; one more at the end.
  gm.starts = function (lengths) {
    const out = new Int32Array(lengths.length + 1);
    for (let n = 0; n < lengths.length; n++) out[n + 1] = out[n] + lengths[n];
    return out;
  };

  gm.dayText = (number) => new Date(number * DAY).toISOString().slice(0, 10);

  class Store {
    constructor(id) {
      this.id = id;
      this.size = 0;
      this.listeners = [];
      this.ready = gm.unpack(id).then((unpacked) => this.fill(...unpacked));
    }

    fill(data, bytes) {
      const { places } = data;
      const rows = columnsOf(data.rows, ["title"], ["start", "end"]);
      const [ids, quotes] = gm.identifiers(data.rows.id, bytes);
      rows.id = ids;
      const size = (this.size = ids.length);
      this.wording = new gm.Wording(data.words, quotes); // of the quotes
      this.quotes = columnsOf(data.sources, ["document", "text"], []);
      this.firstSource = gm.starts(this.quotes.count); // of each incident
      this.firstQuote = gm.starts(this.quotes.quotes); // of each source
      const documents = columnsOf(data.documents, ["document", "title", "url"], ["published"]);
      Object.assign(this, { rows, places, documents, lists: data.lists, texts: data.texts });
      this.types = data.types; // [{key, label, group, colour, shape}]
      this.groups = data.groups; // [{key, label, colour, shape}]
      this.type = Uint16Array.from(rows.type);
      this.status = Uint8Array.from(rows.status);
      this.confidence = Float32Array.from(rows.confidence, (value) => value / 1000);
      this.main = Uint8Array.from(rows.main);
      this.group = Uint8Array.from(rows.type, (type) => this.types[type].group);
      this.place = Int32Array.from(rows.place);
      this.x = new Float64Array(size).fill(NaN);
      this.y = new Float64Array(size).fill(NaN);
      this.first = new Int32Array(size);
      this.last = new Int32Array(size);
      this.severity = new Uint8Array(size);
      for (let i = 0; i < size; i++) {
        if (this.place[i] >= 0) {
          this.x[i] = gm.mercatorX(places.lon[this.place[i]]);
          this.y[i] = gm.mercatorY(places.lat[this.place[i]]);
        }
        this.first[i] = gm.dayNumber(rows.start[i] || rows.end[i], false);
        this.last[i] = gm.dayNumber(rows.end[i] || rows.start[i], true);
        this.severity[i] = severity(rows.killed[i], rows.injured[i]);
      }
      this.visible = new Uint8Array(size).fill(1); // passes the filters
      this.shownGroups = new Uint8Array(this.groups.length); // its layer is on the map
      this.loaded = true;
      return this;
    }

    // The reports of an incident: [{document, killed, injured, killedText, injuredText,
    // quotes: [{text, start, end, trigger, place}]}], made when asked for.
    sources(i) {
      const out = [];
      const q = this.quotes;
      const name = this.place[i] < 0 ? "" : this.text(this.places.name[this.place[i]]);
      for (let s = this.firstSource[i]; s < this.firstSource[i + 1]; s++) {
        const quotes = [];
        for (let n = this.firstQuote[s]; n < this.firstQuote[s + 1]; n++) {
          const text = this.wording.text(q.text[n]);
          quotes.push({
            text,
            start: q.start[n],
            end: q.start[n] + Array.from(text).length + q.excess[n], // Python counts code points
            trigger: [q.trigger[n], q.trigger[n] + q.triggerLength[n]],
            place: placeIn(text, q.place[n], q.placeLength[n], name),
          });
        }
        const [killed, injured] = [q.killed[s], q.injured[s]].map((number) => (number < 0 ? null : number));
        const [killedText, injuredText] = [this.text(q.killedText[s]), this.text(q.injuredText[s])];
        out.push({ document: q.document[s], killed, injured, killedText, injuredText, quotes });
      }
      return out;
    }

    // All numbers, those of most weight first; sorted once.
    byWeight() {
      if (!this.weights) {
        const { main, severity, confidence } = this;
        const weight = Float64Array.from(main, (value, i) => value * 8 + severity[i] + confidence[i] * 0.99);
        this.weights = Uint32Array.from(main.keys()).sort((a, b) => weight[b] - weight[a] || a - b);
      }
      return this.weights;
    }

    shown(i) {
      return this.visible[i] && this.shownGroups[this.group[i]];
    }

    // Known only to a region or country: never to be drawn as a point.
    vague(i) {
      return this.place[i] >= 0 && this.places.precision[this.place[i]] >= 3;
    }

    text(number) {
      return number < 0 ? null : this.texts[number];
    }

    listOf(numbers) {
      return numbers.map((number) => this.texts[number]);
    }

    // How many people, by the name of the column; null where no report says.
    number(name, i) {
      const number = this.rows[name][i];
      return number < 0 ? null : number;
    }

    // People "killed" or "injured": the lowest and the highest number that reports give, the incident's own among them;
    // null where there is none. One report counts once.
    toll(name, i) {
      const own = this.rows[name][i];
      const said = new Map();
      for (let s = this.firstSource[i]; s < this.firstSource[i + 1]; s++) {
        const number = this.quotes[name][s];
        if (number >= 0 && !said.has(this.quotes.document[s])) said.set(this.quotes.document[s], number);
      }
      if (new Set(said.values()).size < 2) return own < 0 ? null : { low: own, high: own };
      const numbers = own < 0 ? [...said.values()] : [...said.values(), own];
      return { low: Math.min(...numbers), high: Math.max(...numbers) };
    }

    // [[who is blamed, by whom or null], …]
    blamed(i) {
      const texts = this.list("blamed", i);
      return texts.filter((_, n) => n % 2 === 0).map((who, n) => [who, texts[2 * n + 1] || null]);
    }

    // The texts of a column of lists, by its name.
    list(name, i) {
      return this.listOf(this.lists[this.rows[name][i]]);
    }

    placeName(place) {
      return [this.texts[this.places.name[place]], ...this.listOf(this.places.within[place])];
    }

    onChange(listener) {
      this.listeners.push(listener);
    }

    changed() {
      for (const listener of this.listeners) listener();
    }
  }

  // Where a quote names the place, in code points: at `start`, or (-2) first where the incident's place is named.
  function placeIn(text, start, length, name) {
    if (start === -1) return null;
    if (start >= 0) return [start, start + length];
    const first = Array.from(text.slice(0, text.indexOf(name))).length;
    return [first, first + Array.from(name).length];
  }

  // 0 nobody hurt or not said, 1 injured, 2 killed, 3 ten or more, 4 a hundred or more.
  function severity(killed, injured) {
    if (killed >= 100) return 4;
    if (killed >= 10) return 3;
    if (killed > 0) return 2;
    return injured > 0 ? 1 : 0;
  }

  gm.Store = Store;
})((globalThis.geomap = globalThis.geomap || {}));
