/** The few things that a run does to the disk. Paths are absolute; all of it is synchronous, so that no signal comes between. */
export interface Files {
  /** `null` when there is no such file. */
  read(path: string): string | null;
  write(path: string, text: string): void;
  exists(path: string): boolean;
  /** What lies there, links followed; `null` when nothing does. */
  kindOf(path: string): "file" | "folder" | null;
  /** With all folders above it. */
  makeFolder(path: string): void;
  rename(from: string, to: string): void;
  /** A file or a folder with all in it; nothing happens when it is not there. */
  remove(path: string): void;
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(path: string): readonly string[];
  /** Whether a process of this machine is running. */
  isProcessAlive(processId: number): boolean;
  readonly processId: number;
}
