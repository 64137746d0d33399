/** What the template is called in, wherever its name stands. */
const TEMPLATE = /template|Template|TEMPLATE/g;

/** A plugin's id, as the manifest has it: "my-shop". */
export const PLUGIN_ID = /^[a-z][a-z0-9-]{1,40}$/;

/**
 * A text of the template with the new plugin's name in each form it stands in: `TEMPLATE_HTTP_500` in capitals,
 * `TemplateOrder` as a type, `templateClient` as a value, and `"template"`, `plugin-template`, `fake-template.ts` as the
 * id itself.
 */
export function named(text: string, id: string): string {
	return text.replace(TEMPLATE, (found, at: number) => {
		if (found === "TEMPLATE") return id.replaceAll("-", "_").toUpperCase();
		if (found === "Template") return pascal(id);
		const [before = "", after = ""] = [text[at - 1], text[at + found.length]];
		const isId = /["'`/-]/.test(before) && !/[A-Z]/.test(after);
		return isId ? id : camel(id);
	});
}

function pascal(id: string): string {
	return id
		.split("-")
		.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
		.join("");
}

function camel(id: string): string {
	const name = pascal(id);
	return name.slice(0, 1).toLowerCase() + name.slice(1);
}
