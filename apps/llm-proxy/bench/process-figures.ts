import { readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own tick (proc(5), USER_HZ). */
const TICK_US = 10_000;
/** Fields of /proc/<pid>/stat after the command's name: user and system time, all threads. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** Microseconds of CPU that a process has used, in all of its threads. */
export function cpuTimeUs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * TICK_US;
}

/** The most memory that a process has held so far, in MB as memory limits count it (`VmHWM`). */
export function peakMemoryMb(pid: number): number {
  const kib = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

/** Microseconds in which a core did something: for anybody, the hypervisor's other guests included. */
export function coreBusyUs(core: number): number {
  const line = new RegExp(`^cpu${core} (.*)$`, "m").exec(readFileSync("/proc/stat", "utf8"))?.[1] ?? "";
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(" ").map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_US;
}
