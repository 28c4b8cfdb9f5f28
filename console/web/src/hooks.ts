import { useCallback, useEffect, useRef, useState } from "react";
import { get, Problem } from "./api";

export interface Loaded<T> {
  data: T | undefined;
  error: string | undefined;
  reload: () => void;
}

/** Reads the path now and every few seconds while the page is seen; null reads nothing. */
export function usePoll<T>(path: string | null, seconds = 3, read: (path: string) => Promise<T> = get<T>): Loaded<T> {
  const [data, setData] = useState<T>();
  const [error, setError] = useState<string>();
  const current = useRef(path);
  current.current = path;

  const reload = useCallback(() => {
    if (path === null || document.hidden) return;
    read(path)
      .then((fresh) => {
        if (current.current !== path) return;
        setData(fresh);
        setError(undefined);
      })
      .catch((problem: unknown) => {
        if (current.current !== path) return;
        setError(problem instanceof Error ? problem.message : String(problem));
        if (problem instanceof Problem && problem.status === 401) window.dispatchEvent(new Event("signed-out"));
      });
  }, [path, read]);

  useEffect(() => {
    setData(undefined);
    reload();
    if (seconds <= 0) return;
    const timer = setInterval(reload, seconds * 1000);
    return () => clearInterval(timer);
  }, [reload, seconds]);
  return { data, error, reload };
}

/** The part of the address behind #, split at slashes. */
export function useRoute(): string[] {
  const read = () => window.location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const changed = () => setRoute(read());
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/** Kept by the browser. */
export function useStored(key: string, first: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => localStorage.getItem(key) ?? first);
  return [
    value,
    (next) => {
      localStorage.setItem(key, next);
      setValue(next);
    },
  ];
}

/** Runs a change and tells what came of it. */
export function useChange(done: () => void): [(change: () => Promise<unknown>) => void, string | undefined] {
  const [error, setError] = useState<string>();
  const run = (change: () => Promise<unknown>) => {
    setError(undefined);
    change()
      .then(done)
      .catch((problem: unknown) => setError(problem instanceof Error ? problem.message : String(problem)));
  };
  return [run, error];
}
