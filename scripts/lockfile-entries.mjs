import { isDeepStrictEqual } from "node:util";

/**
 * @typedef {{
 *   version?: string, resolved?: string, link?: boolean, integrity?: string, dev?: boolean, optional?: boolean,
 *   os?: string[], cpu?: string[], libc?: string[], license?: string, engines?: Record<string, string>,
 *   dependencies?: Record<string, string>, devDependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>,
 * }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lockfile keyed by folder, as in `node_modules/a/node_modules/b`
 * @typedef {{ folder: string, name: string, version: string, dev: boolean }} Gap
 */

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];
const C_LIBRARIES = new Map([
  ["gnu", "glibc"],
  ["gnueabihf", "glibc"],
  ["musl", "musl"],
  ["musleabihf", "musl"],
]);

/**
 * The optional packages that `npm ci` will look for and not find.
 * @param {Lockfile} lockfile
 * @returns {Gap[]}
 */
export function findGaps({ packages }) {
  /** @type {Map<string, Gap>} */
  const gaps = new Map();
  for (const [dependent, entry] of Object.entries(packages)) {
    for (const [name, wanted] of Object.entries(entry.optionalDependencies ?? {})) {
      const found = resolve(packages, dependent, name);
      // Only exact versions can be compared without understanding ranges. Platform packages always have exact versions.
      if (found !== undefined && (found.version === wanted || !isExact(wanted))) continue;
      const parent = found === undefined ? "" : dependent;
      const folder = join(parent, name);
      gaps.set(folder, { folder, name, version: wanted, dev: entry.dev === true });
    }
  }
  return [...gaps.values()];
}

/**
 * What is wrong with a lockfile, one sentence each. Empty if `npm ci` accepts it.
 * @param {Lockfile} lockfile
 * @param {Map<string, Entry>} manifests each package.json of ours by its folder; the root's is ""
 * @returns {string[]}
 */
export function findLockfileProblems(lockfile, manifests) {
  const problems = [];
  for (const [folder, manifest] of manifests) {
    const known = lockfile.packages[folder] ?? {};
    const file = folder === "" ? "package.json" : `${folder}/package.json`;
    for (const field of /** @type {const} */ (["dependencies", "devDependencies", "engines"])) {
      if (!isDeepStrictEqual(known[field] ?? {}, manifest[field] ?? {})) {
        problems.push(`Its ${field} differ from ${file}: run npm install, then npm run lockfile.`);
      }
    }
  }
  for (const { folder, version } of findGaps(lockfile)) {
    problems.push(`It lacks ${folder} ${version}: run npm run lockfile.`);
  }
  for (const [folder, entry] of Object.entries(lockfile.packages)) {
    if (entry.resolved !== undefined && entry.link !== true) {
      problems.push(`It names a host for ${folder}: .npmrc's omit-lockfile-registry-resolved prevents that.`);
    }
  }
  return problems;
}

/**
 * The lockfile's entry for a platform's package: from the registry's manifest, or else from the package's name.
 * @param {Gap} gap
 * @param {(Entry & { dist?: { integrity?: string } }) | undefined} manifest the registry's, if it has this version
 * @returns {Entry}
 * @throws {Error} if neither says which platform it is for
 */
export function describeEntry({ name, version, dev }, manifest) {
  const platform = manifest ?? readPlatform(name);
  const integrity = manifest?.dist?.integrity;
  // The fields are in npm's own order, so that npm does not rewrite them.
  return {
    version,
    ...(integrity !== undefined && { integrity }),
    ...(platform.cpu && { cpu: platform.cpu }),
    ...(dev && { dev }),
    ...(platform.libc && { libc: platform.libc }),
    ...(platform.license && { license: platform.license }),
    optional: true,
    ...(platform.os && { os: platform.os }),
    ...(platform.engines && { engines: platform.engines }),
  };
}

/**
 * @param {Lockfile} lockfile
 * @param {Map<string, Entry>} entries by folder
 * @returns {Lockfile} the same with these entries, in npm's order
 */
export function addEntries(lockfile, entries) {
  const packages = Object.entries({ ...lockfile.packages, ...Object.fromEntries(entries) });
  packages.sort(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lockfile, packages: Object.fromEntries(packages) };
}

/**
 * @param {string} name as in `@oxc-parser/binding-linux-arm-musleabihf`
 * @returns {Pick<Entry, "os" | "cpu" | "libc" | "license" | "engines">}
 */
function readPlatform(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) {
    throw new Error(`The registry lacks ${name}, and its name does not say which platform it is for.`);
  }
  const libc = words.map((word) => C_LIBRARIES.get(word)).find((library) => library !== undefined);
  return { os: [os], cpu: [cpu], ...(libc !== undefined && { libc: [libc] }) };
}

/**
 * The package that Node would load for a name: the nearest node_modules on the way up.
 * @param {Lockfile["packages"]} packages
 * @param {string} dependent
 * @param {string} name
 * @returns {Entry | undefined}
 */
function resolve(packages, dependent, name) {
  for (let folder = dependent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const found = packages[join(folder, name)];
    if (found !== undefined || folder === "") return found;
  }
}

/**
 * @param {string} folder
 * @param {string} name
 */
function join(folder, name) {
  return `${folder}/node_modules/${name}`.replace(/^\//, "");
}

/** @param {string} version */
function isExact(version) {
  return /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version);
}
