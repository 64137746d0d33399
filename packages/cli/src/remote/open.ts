import { spawn } from "node:child_process";
import { type ClientOptions, type Connection, call, createPageLink, listMerchantConnections } from "@kontor/protocol";
import { inLanguage, type Language } from "../language.ts";
import { dim } from "../terminal/style.ts";
import { type HubOptions, merchantAccess } from "./hub-access.ts";

/** `kontor open`: the page of a connection, in the merchant's own browser. The link is printed, so that it can be used elsewhere. */
export async function openPage(
	nameOrId: string,
	{ browser, ...options }: HubOptions & { readonly browser?: true },
	language: Language,
): Promise<void> {
	const t = inLanguage(language);
	const hub = merchantAccess(options, language);
	const { id, name } = await connectionNamed(hub, nameOrId, language);
	const { url } = await call(hub, createPageLink, { params: { connection: id }, body: { language } });
	console.log(url);
	console.error(dim(t(`${name}: gilt einmal und fünf Minuten lang.`, `${name}: good once, and for five minutes.`)));
	if (browser === true) openInBrowser(url);
}

/** By its id or its name. @throws Error with the names there are, where none or several are meant */
async function connectionNamed(hub: ClientOptions, wanted: string, language: Language): Promise<Connection> {
	const { items } = await call(hub, listMerchantConnections, {});
	const meant = items.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
	const [only, ...more] = meant;
	if (only !== undefined && more.length === 0) return only;
	const listed = (meant.length > 1 ? meant : items).map(({ id, name }) => `  ${id}  ${name}`).join("\n");
	const t = inLanguage(language);
	throw new Error(
		meant.length > 1
			? t(
					`So heißen mehrere Verbindungen, bitte die Kennung angeben:\n${listed}`,
					`Several connections have this name, please give the id:\n${listed}`,
				)
			: t(
					`Keine Verbindung heißt „${wanted}“. Es gibt:\n${listed}`,
					`No connection has the name "${wanted}". There are:\n${listed}`,
				),
	);
}

/** Where there is none, the link stands on the terminal. */
function openInBrowser(url: string): void {
	const programs: Partial<Record<NodeJS.Platform, readonly string[]>> = {
		darwin: ["open"],
		win32: ["rundll32", "url.dll,FileProtocolHandler"],
	};
	const [program = "xdg-open", ...before] = programs[process.platform] ?? [];
	const child = spawn(program, [...before, url], { stdio: "ignore", detached: true });
	child.on("error", () => {});
	child.unref();
}
