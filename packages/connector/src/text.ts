import * as z from "zod";

/** What a merchant reads, in both languages he may read it in. One sentence that he can act on. */
export const Text = z.object({ de: z.string().min(1), en: z.string().min(1) }).meta({ id: "Text" });
export type Text = z.infer<typeof Text>;

/** What a field's `.meta(...)` takes to carry a title in both languages: zod's own type of titles is a plain string. */
export function titled(title: Text): Record<string, never> {
	return { title } as Record<string, unknown> as Record<string, never>;
}
