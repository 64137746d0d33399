import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

/** The app's technical name: the folder in the package, and part of the proof. */
export const APP_NAME = "Kontor";

/** Without its comment, which is for us. */
const MANIFEST = readFileSync(join(import.meta.dirname, "manifest.xml"), "utf8").replace(/<!--.*?-->\s*/s, "");

/** A line of its own: without a page it goes. */
const PAGE = /\s*<base-app-url>[^<]*<\/base-app-url>/;

/** The webhooks that the shop has where the app is installed as it is now. */
export const WEBHOOK_NAMES: readonly string[] = [...MANIFEST.matchAll(/<webhook name="(\w+)"/g)].map(
	([, name = ""]) => name,
);

/** What differs from connection to connection. */
export interface PackageAddresses {
	readonly registration: string;
	readonly webhook: string;
	readonly show: string;
	/** Of the page in the administration; left out: the app has none. */
	readonly page?: string | undefined;
	readonly secret: string;
}

/** The manifest of one connection's app. */
export function renderManifest({ registration, webhook, show, page, secret }: PackageAddresses): string {
	return MANIFEST.replace("https://kontor.invalid/register", () => escaped(registration))
		.replace("https://kontor.invalid/show", () => escaped(show))
		.replace(PAGE, (element) =>
			page === undefined ? "" : element.replace("https://kontor.invalid/page", () => escaped(page)),
		)
		.replaceAll("https://kontor.invalid/webhook", () => escaped(webhook))
		.replace("kontor-invalid-secret", () => escaped(secret));
}

/** What only a connection has there; a shop that nobody has claimed yet has a page of its own instead. */
const ADMIN = /<admin>[\s\S]*<\/admin>/;

/** Where the app that an operator offers to all shops finds Kontor. */
export interface OperatorAddresses {
	/** "https://host.example/routes/shopware" */
	readonly routes: string;
	/** Of the page that shops have once they are connected: "https://hub.example/embedded/shopware". */
	readonly page: string;
}

/** Its manifest. In Shopware's store the secret is the store's to fill in. */
export function renderOperatorManifest({ routes, page }: OperatorAddresses, secret: string): string {
	const module = `<admin>
		<base-app-url>${escaped(page)}</base-app-url>
		<module name="kontor" source="${escaped(`${routes}/claim`)}" parent="sw-order" position="90">
			<label>Kontor</label>
			<label lang="de-DE">Kontor</label>
		</module>
	</admin>`;
	const template = MANIFEST.replace(ADMIN, () => module);
	return template
		.replace("https://kontor.invalid/register", () => escaped(`${routes}/register`))
		.replaceAll("https://kontor.invalid/webhook", () => escaped(`${routes}/webhook`))
		.replace("kontor-invalid-secret", () => escaped(secret));
}

/** The same as a ZIP. */
export function operatorPackage(addresses: OperatorAddresses, secret: string): Uint8Array {
	return packed(renderOperatorManifest(addresses, secret));
}

/** The ZIP that the merchant uploads under Extensions > My extensions. */
export function appPackage(addresses: PackageAddresses): Uint8Array {
	return packed(renderManifest(addresses));
}

/** The same manifest is the same file: on the first day a ZIP can name. */
function packed(manifest: string): Uint8Array {
	return zipSync({ [`${APP_NAME}/manifest.xml`]: Buffer.from(manifest) }, { level: 0, mtime: new Date(1980, 0, 1) });
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
