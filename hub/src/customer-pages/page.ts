import type { Response } from "express";

/** No script, nothing from anywhere else, in nobody's frame; the address holds a token, so nobody is told where one came from. */
const HEADERS = {
	"content-security-policy":
		"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	"cache-control": "no-store",
	"referrer-policy": "no-referrer",
	"x-robots-tag": "noindex",
} as const;

/** A page for a customer. */
export interface Page {
	readonly status: number;
	readonly language: "de" | "en";
	readonly title: string;
	/** HTML within `main`, whose values are escaped. */
	readonly content: string;
}

/** The link is damaged, or what it is about is gone: nobody knows whose language it is. */
export const UNKNOWN_LINK: Page = {
	status: 404,
	language: "de",
	title: "Link unvollständig · Incomplete link",
	content: `
	<h1>Dieser Link ist nicht vollständig</h1>
	<p>Bitte kopieren Sie ihn noch einmal aus der E-Mail.</p>
	<p lang="en">This link is incomplete. Please copy it from the e-mail once more.</p>`,
};

export function sendPage(response: Response, page: Page): void {
	response.status(page.status).type("html").set(HEADERS).send(html(page));
}

/** It was opened all the time. @param waitMs until it may be again */
export function sendTooOften(response: Response, waitMs: number): void {
	response.set("retry-after", `${Math.ceil(waitMs / 1000)}`);
	sendPage(response, TOO_OFTEN);
}

const TOO_OFTEN: Page = {
	status: 429,
	language: "de",
	title: "Bitte warten · Please wait",
	content: `
	<h1>Bitte warten Sie einen Augenblick</h1>
	<p>Diese Seite wurde in der letzten Minute zu oft aufgerufen.</p>
	<p lang="en">This page was opened too often during the last minute. Please wait a moment.</p>`,
};

/** Text as it may stand in HTML, in attributes, too. */
export function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function html({ language, title, content }: Page): string {
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
	:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; --edge: #767676; --ink: #14532d; --on-ink: #fff; --warn: #b00020 }
	@media (prefers-color-scheme: dark) { :root { --edge: #8f8f8f; --ink: #86efac; --on-ink: #052e16; --warn: #ff8a9a } }
	body { margin: 0; padding: 2rem 1rem }
	main { max-width: 34rem; margin: 0 auto }
	h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem }
	dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0 0 1.5rem }
	dt { opacity: .8 }
	dd { margin: 0; font-weight: 600 }
	label { display: block; font-weight: 600; margin-top: 1.25rem }
	.hint { display: block; font-weight: 400; opacity: .8; font-size: .925rem }
	textarea, input { box-sizing: border-box; width: 100%; margin-top: .35rem; padding: .6rem; font: inherit; border: 1px solid var(--edge); border-radius: .4rem; background: transparent; color: inherit }
	button { margin-top: 1.5rem; padding: .7rem 1.4rem; font: inherit; font-weight: 600; border: 0; border-radius: .4rem; background: var(--ink); color: var(--on-ink); cursor: pointer }
	:focus-visible { outline: 3px solid currentColor; outline-offset: 2px }
	.wrong { border-left: .3rem solid var(--warn); padding: .1rem 0 .1rem .8rem; margin: 0 0 1.25rem }
</style>
</head>
<body><main>${content}
</main></body>
</html>
`;
}
