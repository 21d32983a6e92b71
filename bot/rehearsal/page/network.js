// The network of one phone: good, slow, or none. What the network would bring while there is none waits outside, and
// texts written meanwhile leave when it is back. A slow one brings and takes everything late, in its order.

export const GOOD = "good", SLOW = "slow", NONE = "none";
/** How late a slow network is, in milliseconds: a few seconds, as where the signal is weak. */
const LATE = 4000;

export class Network {
  /** `take` takes what has come, `leave` sends what goes; `changed` is told when all that waited has come and gone. */
  constructor(take, leave, changed) {
    this.mode = GOOD;
    this.take = take;
    this.leave = leave;
    this.changed = changed;
    this.incoming = [];
    this.outgoing = [];
    this.timer = null;
  }

  switchTo(mode) {
    this.mode = mode;
    clearTimeout(this.timer);
    this.timer = null;
    if (mode === GOOD) this.flush();
    else this.later();
  }

  receive(what) {
    if (this.mode === GOOD) this.take(what);
    else {
      this.incoming.push(what);
      this.later();
    }
  }

  send(what) {
    if (this.mode === GOOD) this.leave(what);
    else {
      this.outgoing.push(what);
      this.later();
    }
  }

  flush() {
    for (const what of this.outgoing.splice(0)) this.leave(what);
    for (const what of this.incoming.splice(0)) this.take(what);
    this.changed();
  }

  later() {
    const waits = this.incoming.length || this.outgoing.length;
    if (this.mode !== SLOW || this.timer || !waits) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.flush();
    }, LATE);
  }
}
