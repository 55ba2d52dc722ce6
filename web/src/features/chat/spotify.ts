/** The public address of a track on Spotify, or null where the uri is not a track's. */
export function spotifyUrl(uri: string): string | null {
  const found = /^spotify:(track|episode):([A-Za-z0-9]{22})$/.exec(uri);
  return found ? `https://open.spotify.com/${found[1]}/${found[2]}` : null;
}
