import type { Logger } from "pino";

/** Where a host writes what it does: one event with plain fields a line. */
export type HostLog = Pick<Logger, "info" | "warn" | "error">;
