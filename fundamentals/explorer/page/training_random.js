/** Random numbers that a seed decides: the same seed gives the same training. */

export class Random {
  /** `stream` keeps independent uses of one seed apart: 0, 1, 2, … */
  constructor(seed, stream) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
    for (let warm = 0; warm < 8; warm++) this.next();
  }

  /** Mulberry32 by Tommy Ettinger: uniform, 0 ≤ x < 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** Uniform between `low` and `high`. */
  between(low, high) {
    return low + (high - low) * this.next();
  }

  /** Put an array into random order, in place (Fisher and Yates). */
  shuffle(array) {
    for (let last = array.length - 1; last > 0; last--) {
      const chosen = Math.floor(this.next() * (last + 1));
      [array[last], array[chosen]] = [array[chosen], array[last]];
    }
    return array;
  }
}
