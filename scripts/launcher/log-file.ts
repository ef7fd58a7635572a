import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

export interface LogFile {
  write: (line: string) => void;
  close: () => void;
}

/** Appends lines; above `maxBytes` the file moves to `.1` and that one to `.2`. */
export function openLogFile(path: string, maxBytes = 10_000_000): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let fd = openSync(path, "a", 0o600);
  let size = fstatSync(fd).size;

  function rotate(): void {
    closeSync(fd);
    if (existsSync(`${path}.1`)) renameSync(`${path}.1`, `${path}.2`);
    renameSync(path, `${path}.1`);
    fd = openSync(path, "a", 0o600);
    size = 0;
  }

  return {
    write: (line) => {
      if (size > maxBytes) rotate();
      size += writeSync(fd, `${line}\n`);
    },
    close: () => closeSync(fd),
  };
}
