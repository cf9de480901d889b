// Words looked for in everything, in places, or in who did it and to whom. A word counts where a text holds it.
(function (gm) {
  "use strict";

  gm.folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  gm.wordsOf = (query) => gm.folded(query).split(/\s+/).filter(Boolean);

  gm.SearchIndex = class {
    constructor(store) {
      this.store = store;
    }

    // Which incidents hold every word of each field of {text, place, actor}; null where none is given.
    matches({ text, place, actor }) {
      const wanted = [
        ...gm.wordsOf(text).map((word) => [word, this.anywhere]),
        ...gm.wordsOf(place).map((word) => [word, this.inPlace]),
        ...gm.wordsOf(actor).map((word) => [word, this.inActors]),
      ];
      if (!wanted.length) return null;
      const { store } = this;
      if (!this.texts) this.texts = store.texts.map(gm.folded);
      const out = new Uint8Array(store.size).fill(1);
      for (const [word, test] of wanted) {
        const holds = test.call(this, word);
        for (let i = 0; i < store.size; i++) if (out[i] && !holds(i)) out[i] = 0;
      }
      return out;
    }

    hits(word) {
      return Uint8Array.from(this.texts, (text) => (text.includes(word) ? 1 : 0));
    }

    inPlace(word, hits = this.hits(word)) {
      const { places, place } = this.store;
      const found = places.name.map((name, p) => hits[name] || places.within[p].some((n) => hits[n]));
      return (i) => place[i] >= 0 && found[place[i]];
    }

    inActors(word, hits = this.hits(word)) {
      const { lists, rows } = this.store;
      const found = lists.map((list) => list.some((n) => hits[n]));
      return (i) => found[rows.actors[i]] || found[rows.targets[i]] || found[rows.claimedBy[i]] || found[rows.blamed[i]];
    }

    anywhere(word) {
      const { store } = this;
      const { rows, quotes, firstSource, firstQuote } = store;
      if (!this.quotes) this.quotes = Array.from({ length: store.wording.size }, (_, n) => gm.folded(store.wording.text(n)));
      const hits = this.hits(word);
      const inQuotes = Uint8Array.from(this.quotes, (text) => (text.includes(word) ? 1 : 0));
      const inPlace = this.inPlace(word, hits);
      const inActors = this.inActors(word, hits);
      const inLists = store.lists.map((list) => list.some((n) => hits[n]));
      const { document, title } = store.documents;
      const inDocuments = Uint8Array.from(document, (name, d) => (hits[name] || (title[d] >= 0 && hits[title[d]]) ? 1 : 0));
      const inTypes = store.types.map((type) => gm.folded(type.label).includes(word));
      return (i) => {
        if (inTypes[store.type[i]] || hits[rows.title[i]] || inPlace(i) || inActors(i) || inLists[rows.weapons[i]]) {
          return true;
        }
        for (let s = firstSource[i]; s < firstSource[i + 1]; s++) {
          if (inDocuments[quotes.document[s]]) return true;
          for (let n = firstQuote[s]; n < firstQuote[s + 1]; n++) if (inQuotes[quotes.text[n]]) return true;
        }
        return false;
      };
    }
  };
})((globalThis.geomap = globalThis.geomap || {}));
