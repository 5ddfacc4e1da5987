import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { toUtf8, Utf8Text } from '../../src/spreadsheet/index.js';
import { cut, places } from '../csv/chunks.js';

const GERMAN = `Name;Straße;Größe\n${'Müller;Hauptstraße 5;1,5\nSchäfer;Gänseweg 3;2,5\n'.repeat(3)}`;
const RUSSIAN = `Имя;Город;Возраст\n${'Иван;Москва;5\nМария;Тверь;7\n'.repeat(3)}`;
const POLISH = `imię;miasto\n${'Łukasz;Łódź\nMałgorzata;Kraków\nŻaneta;Gdańsk\n'.repeat(3)}`;
const SPANISH = `ciudad;país\n${'Ávila;España\nA Coruña;España\nMálaga;España\nPanamá;Panamá\n'.repeat(3)}`;
const FRENCH = 'prénom,ville\nHélène,Nîmes\nJérôme,Béziers\nFrançois,Orléans\nZoé,Besançon\nNoël,Genève\n';
const CZECH = 'jméno;město\nJiří;Plzeň\nŽofie;Třebíč\nŠtěpán;Ústí\n';
const JAPANESE = '名前;都市\n田中;東京\n鈴木;大阪\n佐藤さん;京都です\n';

describe('text in another encoding', () => {
  it.each([
    ['Windows-1252', GERMAN],
    ['Windows-1252', SPANISH],
    ['Windows-1252', FRENCH],
    ['Windows-1252', 'a,b\nfenêtre,0\nÅlborg,1\nsüß,2\n'],
    ['Windows-1251', RUSSIAN],
    ['Windows-1250', POLISH],
    ['Windows-1250', CZECH],
    ['CP932', JAPANESE],
    ['Windows-1252', 'Größe;Ort\n1,85;Köln\n'],
    ['Windows-1252', 'a;b\n1 µm;2\n'],
    ['Windows-1252', 'a;b\n1 €;2\n'],
    ['GB18030', '姓名,城市\n张三,北京\n李四,上海\n王五,广州\n'],
  ])('is read as the %s that it is', async (encoding, text) => {
    const { bytes, steps } = await toUtf8(iconv.encode(text, encoding));
    expect(bytes.toString()).toBe(text);
    const count = [...text].filter((character) => character > '\x7f').length;
    expect(steps).toMatchObject([{ step: 'read_encoding', count }]);
  });

  it.each(['utf-16le', 'utf-16be'])('is read as %s after its mark', async (encoding) => {
    const { bytes, steps } = await toUtf8(iconv.encode(RUSSIAN, encoding, { addBOM: true }));
    expect(bytes.toString()).toBe(RUSSIAN);
    expect(steps).toMatchObject([{ detail: 'characters beyond ASCII read as UTF-16', values: { encoding: 'UTF-16' } }]);
  });

  it('keeps what its encoding has no character for from being text, for who reads on to refuse', async () => {
    const german = Buffer.from('a\nM\xfcller\nGr\xfc\xdfe\nM\x81ller\nM\x8dller\n', 'latin1');
    expect((await toUtf8(german)).bytes).toEqual(
      Buffer.concat([Buffer.from('a\nMüller\nGrüße\n'), Buffer.from('M\xffller\nM\xffller\n', 'latin1')]),
    );
    const cutOff = iconv.encode(JAPANESE.trimEnd(), 'CP932').subarray(0, -1);
    expect((await toUtf8(cutOff)).bytes).toEqual(
      Buffer.concat([Buffer.from(JAPANESE.trimEnd().slice(0, -1)), Buffer.from([0xff])]),
    );
    const replaced = iconv.encode('a\n\ufffd\n', 'utf-16le', { addBOM: true });
    expect((await toUtf8(replaced)).bytes.toString()).toBe('a\n\ufffd\n');
  });

  it('is found far inside', async () => {
    const text = `n\n${'x\n'.repeat(99_997)}Müller\nx\n`;
    const { bytes } = await toUtf8(iconv.encode(text, 'windows-1252'));
    expect(bytes.toString()).toBe(text);
  });

  it('is read alike wherever its chunks are cut', async () => {
    const bytes = iconv.encode(JAPANESE, 'CP932');
    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        const text = await buffer(new Utf8Text().through(cut(bytes, at)));
        expect(text.toString()).toBe(JAPANESE);
      }),
    );
  });

  it.each([
    ['UTF-8', Buffer.from(RUSSIAN)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${GERMAN}`)],
    [
      'UTF-8 with one damaged letter',
      Buffer.concat([Buffer.from(GERMAN), Buffer.from([0xe9, 0x0a]), Buffer.from(GERMAN)]),
    ],
    ['UTF-8 that ends within a letter', Buffer.from('a\n\xc3', 'latin1')],
    ['ASCII', Buffer.from('a,b\n1,2\n')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00])],
    ['nothing', Buffer.alloc(0)],
  ])('is none where there is nothing to decode: %s', async (_name, bytes) => {
    expect(await toUtf8(bytes)).toEqual({ bytes, steps: [] });
  });
});
