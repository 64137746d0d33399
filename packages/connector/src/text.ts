import * as z from "zod";

/** What a merchant reads, in both languages he may read it in. One sentence that he can act on. */
export const Text = z.object({ de: z.string().min(1), en: z.string().min(1) }).meta({ id: "Text" });
export type Text = z.infer<typeof Text>;
