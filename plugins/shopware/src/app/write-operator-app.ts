import { operatorPackage } from "./package.ts";

/**
 * The package of the app that an operator offers to all shops, to standard output:
 * `KONTOR_SHOPWARE_SECRET=... node src/app/write-operator-app.ts https://host.example > Kontor.zip`
 */
const [, , host] = process.argv;
const { KONTOR_SHOPWARE_SECRET: secret } = process.env;
if (host === undefined || !URL.canParse(host) || !secret) {
	console.error("expected the host's public address, and its app secret in KONTOR_SHOPWARE_SECRET");
	process.exitCode = 1;
} else {
	process.stdout.write(operatorPackage(`${host.replace(/\/+$/, "")}/routes/shopware`, secret));
}
