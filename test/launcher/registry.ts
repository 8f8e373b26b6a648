import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

type PublishedPackage = { name: string; version: string; files: Record<string, string>; executable?: string };

/** An npm registry on this machine that has only what a test published. */
export async function startRegistry() {
  const folder = await mkdtemp(path.join(tmpdir(), "lockstep-registry-"));
  const versions = new Map<string, Record<string, object>>();
  const tarballs = new Map<string, Buffer>();
  const downloads: string[] = [];

  const server = createServer((request, response) => {
    const address = decodeURIComponent(request.url ?? "");
    const tarball = tarballs.get(address);
    const known = versions.get(address.slice(1));
    if (tarball !== undefined) {
      downloads.push(path.basename(address));
      response.end(tarball);
    } else if (known !== undefined) {
      const [latest] = Object.keys(known).slice(-1);
      response.end(JSON.stringify({ name: address.slice(1), "dist-tags": { latest }, versions: known }));
    } else {
      response.writeHead(404).end("{}");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function publish({ name, version, files, executable }: PublishedPackage): Promise<void> {
    const source = path.join(folder, `${name}-${version}`);
    const manifest = { name, version, type: "module", main: "index.js" };
    for (const [file, text] of Object.entries({ "package.json": JSON.stringify(manifest), ...files })) {
      await mkdir(path.dirname(path.join(source, file)), { recursive: true });
      await writeFile(path.join(source, file), text, { mode: file === executable ? 0o755 : 0o644 });
    }
    const environment = { ...process.env, npm_config_cache: path.join(folder, "cache") };
    await promisify(execFile)("npm", ["pack", "--loglevel=error"], { cwd: source, env: environment });
    const tarball = `${name}-${version}.tgz`;
    tarballs.set(`/${tarball}`, await readFile(path.join(source, tarball)));
    const published = { ...manifest, dist: { tarball: `${address}/${tarball}` } };
    versions.set(name, { ...versions.get(name), [version]: published });
  }

  return {
    address,
    downloads,
    publish,
    async close(): Promise<void> {
      server.close();
      await once(server, "close");
      await rm(folder, { recursive: true });
    },
  };
}
