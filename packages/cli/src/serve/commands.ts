import { type Command, Option } from "commander";
import { inLanguage, type Language } from "../language.ts";

/** What these commands share: options that stand for environment variables. */
interface ServeOptions {
	readonly port?: string;
	readonly home?: string;
	readonly hub?: string;
	readonly key?: string;
	readonly publicUrl?: string;
	readonly allowPrivateAddresses?: true;
}

/** `kontor up`, `kontor hub`, `kontor host`: run until Ctrl-C or SIGTERM. Loaded only when asked for. */
export function addServe(program: Command, language: Language): void {
	const t = inLanguage(language);
	const port = new Option("--port <number>", t("Port des Hubs (4710)", "the hub's port (4710)"));
	const home = new Option(
		"--home <folder>",
		t("Ordner für Datenbank und Schlüssel (.kontor)", "folder of database and keys (.kontor)"),
	);
	const publicUrl = new Option(
		"--public-url <url>",
		t("unter der Shops den Host erreichen", "where shops reach the host"),
	);
	const allowPrivate = new Option(
		"--allow-private-addresses",
		t("auch Shops im eigenen Netz", "also shops in one's own network"),
	);

	program
		.command("up")
		.summary(t("startet Datenbank, Hub und Host in einem", "starts database, hub and host in one"))
		.addOption(port)
		.addOption(home)
		.addOption(publicUrl)
		.addOption(allowPrivate)
		.action(async (options: ServeOptions) => {
			const { up } = await import("./up.ts");
			await up(environmentOf(options), language);
		});
	program
		.command("hub")
		.summary(t("startet einen Hub", "starts a hub"))
		.addOption(port)
		.addOption(home)
		.action(async (options: ServeOptions) => {
			const { hub } = await import("./apart.ts");
			await hub(environmentOf(options));
		});
	program
		.command("host")
		.summary(t("startet einen Host mit allen Plugins", "starts a host with all plugins"))
		.option("--hub <url>", t("Adresse des Hubs", "the hub's address"))
		.option(
			"--key <key>",
			t("Schlüssel des Hosts (besser: KONTOR_HOST_KEY)", "the host's key (better: KONTOR_HOST_KEY)"),
		)
		.addOption(publicUrl)
		.addOption(allowPrivate)
		.action(async (options: ServeOptions) => {
			const { host } = await import("./apart.ts");
			await host(environmentOf(options), language);
		});
}

function environmentOf({ port, home, hub, key, publicUrl, allowPrivateAddresses }: ServeOptions): NodeJS.ProcessEnv {
	return {
		...process.env,
		...(port !== undefined && portsOf(Number(port))),
		...(home !== undefined && { KONTOR_HOME: home }),
		...(hub !== undefined && { KONTOR_HUB_URL: hub }),
		...(key !== undefined && { KONTOR_HOST_KEY: key }),
		...(publicUrl !== undefined && { KONTOR_PUBLIC_URL: publicUrl }),
		...(allowPrivateAddresses && { KONTOR_ALLOW_PRIVATE_ADDRESSES: "true" }),
	};
}

/** The host of `kontor up` listens at the port after the hub's; 0: free ones. */
function portsOf(port: number): NodeJS.ProcessEnv {
	const next = port === 0 ? 0 : port + 1;
	return {
		KONTOR_LISTEN: `127.0.0.1:${port}`,
		KONTOR_HOST_LISTEN: process.env.KONTOR_HOST_LISTEN ?? `127.0.0.1:${next}`,
	};
}
