import type { EmbeddedPage } from "./page-of.ts";

/** Where the built page takes in what it is made with. */
const PLACE = '<meta name="kontor:page" content="">';

/** The built page with what it is made with. A platform's script comes before our own. */
export function rendered(html: string, { plugin, connection, exchange, script }: EmbeddedPage): string {
	const page = JSON.stringify({ plugin, connection, exchange });
	const metas = Object.entries(script?.meta ?? {}).map(([name, content]) => meta(name, content));
	const scripts = script === undefined ? [] : [`<script src="${escaped(script.src)}"></script>`];
	if (!html.includes(PLACE)) throw new Error("the built page has no place for what it is made with");
	return html.replace(PLACE, () => [meta("kontor:page", page), ...metas, ...scripts].join("\n\t\t"));
}

/**
 * Only the shop's own admin may show it in a frame, and nobody may where a link opens it; scripts and styles are files of the
 * hub's, or the platform's own.
 * @see https://www.w3.org/TR/CSP3/
 */
export function policyOf({ ancestors, exchange, script }: EmbeddedPage): string {
	const platform = script === undefined ? [] : [new URL(script.src).origin];
	const host = exchange === null ? [] : [new URL(exchange).origin];
	const directives: Readonly<Record<string, readonly string[]>> = {
		"default-src": ["'none'"],
		"script-src": ["'self'", ...platform],
		"style-src": ["'self'"],
		"img-src": ["'self'", "data:"],
		"font-src": ["'self'"],
		"connect-src": ["'self'", ...host],
		"frame-ancestors": ancestors.length === 0 ? ["'none'"] : ancestors,
		"base-uri": ["'none'"],
		"form-action": ["'none'"],
	};
	return Object.entries(directives)
		.map(([name, sources]) => [name, ...sources].join(" "))
		.join("; ");
}

/** For whom there is no page: words without any script or data, which anybody may show in a frame. */
export const NO_PAGE = {
	policy: "default-src 'none'; base-uri 'none'; form-action 'none'",
	html: `<!doctype html>
<html lang="de">
	<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kontor</title></head>
	<body>
		<main>
			<p>Zu dieser Adresse gehört kein Shop. Bitte Kontor in der Verwaltung des Shops neu öffnen.</p>
			<p lang="en">No shop belongs to this address. Please open Kontor again in your shop's admin.</p>
		</main>
	</body>
</html>
`,
} as const;

function meta(name: string, content: string): string {
	return `<meta name="${escaped(name)}" content="${escaped(content)}">`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
