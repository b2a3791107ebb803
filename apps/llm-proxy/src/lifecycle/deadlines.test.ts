import { expect, it } from "vitest";
import { type Awaiting, Deadlines } from "./deadlines.js";

class Item implements Awaiting {
  place = -1;
  deadlineMs = 0;
  beganAtLook = 0;
  readonly onDeadline: () => void;

  constructor(tell: (item: Item) => void) {
    this.onDeadline = () => {
      tell(this);
    };
  }
}

it("tells those whose time is over, and nobody else", async () => {
  let nowMs = 0;
  const deadlines = new Deadlines(() => nowMs);
  const told: string[] = [];
  const waiting = (name: string): Item =>
    new Item((item) => {
      deadlines.remove(item);
      told.push(name);
    });
  const [first, second, third, fourth] = [waiting("item 1"), waiting("item 2"), waiting("item 3"), waiting("item 4")];
  for (const item of [first, second, third, fourth]) deadlines.add(item, 100);
  nowMs = 60;
  deadlines.restart(second, 100);
  deadlines.remove(third);
  deadlines.remove(third);
  fourth.deadlineMs = Number.POSITIVE_INFINITY;
  nowMs = 125;
  await expect.poll(() => told).toEqual(["item 1"]);
  nowMs = 185;
  await expect.poll(() => told).toEqual(["item 1", "item 2"]);
  expect(deadlines.size).toBe(1);
  deadlines.remove(fourth);
  expect(deadlines.size).toBe(0);
});
