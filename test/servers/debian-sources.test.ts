import { describe, expect, it } from 'vitest';
import {
  chooseDebianArchive,
  parseDeb822Sources,
  parseOneLineSources,
} from '../../src/servers/debian-sources.ts';

const DEB822 = `Types: deb
# a comment between fields
URIs: http://deb.debian.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
URIs: http://mirror.example/debian
 http://second.example/debian
Suites: bookworm bookworm-updates
Components: main

Types: deb
URIs: http://off.example/debian
Suites: bookworm
Enabled: no

Types: deb-src
URIs: http://source.example/debian
Suites: bookworm

Types: deb
URIs: https://tool.example/apt
Suites: stable
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQENBF==
 -----END PGP PUBLIC KEY BLOCK-----
`;

describe('parseDeb822Sources', () => {
  const sources = parseDeb822Sources(DEB822);

  it('reads binary archives, folded lines included, and leaves out disabled and source-only ones', () => {
    expect(sources.map(({ uri }) => uri)).toEqual([
      'http://deb.debian.org/debian-security',
      'http://mirror.example/debian',
      'http://second.example/debian',
      'https://tool.example/apt',
    ]);
    expect(sources[1]?.suites).toEqual(['bookworm', 'bookworm-updates']);
  });

  it('gives a key file, but not a key that is written into the file', () => {
    expect(sources[0]?.signedBy).toBe('/usr/share/keyrings/debian-archive-keyring.gpg');
    expect(sources[3]?.signedBy).toBeNull();
  });

  it('leads to the main archive, not to security', () => {
    expect(chooseDebianArchive(sources)?.uri).toBe('http://mirror.example/debian');
  });
});

describe('parseOneLineSources', () => {
  it('reads entries with and without options and leaves out comments and sources', () => {
    const text = [
      '# deb http://commented.example/debian bookworm main',
      'deb-src http://deb.debian.org/debian bookworm main',
      'deb http://deb.debian.org/debian-security bookworm-security main',
      'deb [arch=amd64 signed-by=/etc/apt/keyrings/debian.gpg] http://deb.debian.org/debian/ bookworm main contrib',
    ].join('\n');
    const sources = parseOneLineSources(text);
    expect(sources).toHaveLength(2);
    expect(chooseDebianArchive(sources)).toEqual({
      uri: 'http://deb.debian.org/debian/',
      suites: ['bookworm'],
      signedBy: '/etc/apt/keyrings/debian.gpg',
    });
  });
});

describe('chooseDebianArchive', () => {
  it('finds none on another distribution', () => {
    expect(
      chooseDebianArchive(parseOneLineSources('deb http://archive.ubuntu.com/ubuntu noble main')),
    ).toBeNull();
  });
});
