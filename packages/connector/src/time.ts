import * as z from "zod";

/** A moment: always UTC, always with the `Z`. Shop-local times are converted in the plugin's mapping (I8). */
export const Instant = z.iso.datetime({ offset: false, local: false }).describe("UTC, with Z");
export type Instant = z.infer<typeof Instant>;

/** A day without a time zone, as bank statements and invoices carry it: "2026-11-02". */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;
