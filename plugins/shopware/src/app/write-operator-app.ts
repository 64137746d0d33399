import { operatorPackage } from "./package.ts";

/**
 * The package of the app that an operator offers to all shops, to standard output:
 * `KONTOR_SHOPWARE_SECRET=... node src/app/write-operator-app.ts https://host.example https://hub.example > Kontor.zip`
 */
const [, , host, hub = host] = process.argv;
const { KONTOR_SHOPWARE_SECRET: secret } = process.env;
if (host === undefined || hub === undefined || !URL.canParse(host) || !URL.canParse(hub) || !secret) {
	console.error(
		"expected the public addresses of host and hub (left out: the same), and the app's secret in KONTOR_SHOPWARE_SECRET",
	);
	process.exitCode = 1;
} else {
	const [routes, page] = [`${withoutSlash(host)}/routes/shopware`, `${withoutSlash(hub)}/embedded/shopware`];
	process.stdout.write(operatorPackage({ routes, page }, secret));
}

function withoutSlash(url: string): string {
	return url.replace(/\/+$/, "");
}
