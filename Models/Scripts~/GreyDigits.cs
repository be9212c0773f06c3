// Finds the grey digits of MNIST from which the binary ones of Larochelle and Murray were drawn, pixel by pixel, so
// that a training can draw them anew each time: `dotnet run GreyDigits.cs` in a folder with train-images-idx3-ubyte.gz,
// static-train-50k-idx3-ubyte.gz and static-valid-10k-idx3-ubyte.gz writes grey-train-50k-idx3-ubyte.gz. It takes some
// four minutes. Binary digits whose grey one is not found stay as they are, and no digit of validation gets in.
using System.IO.Compression;

const int Size = 28 * 28;
const int Words = (Size + 63) / 64;

// A grey digit may be the source of one of validation though it is less likely than the likeliest by so many nats.
const double Doubt = 15;

var grey = Read("train-images-idx3-ubyte.gz");
var learned = Read("static-train-50k-idx3-ubyte.gz");
var numbers = Enumerable.Range(0, grey.Length / Size).ToArray();
var black = numbers.Select(i => Mask(grey, i, byte.MinValue)).ToArray();
var white = numbers.Select(i => Mask(grey, i, byte.MaxValue)).ToArray();
List<Source>[][] sources = [SourcesOfAll(learned), SourcesOfAll(Read("static-valid-10k-idx3-ubyte.gz"))];

// Each grey digit is given to one binary digit, the likeliest pairs first.
Dictionary<int, Source>[] given = [[], []];
var taken = new HashSet<int>();
var pairs =
    from set in Enumerable.Range(0, sources.Length)
    from i in Enumerable.Range(0, sources[set].Length)
    from source in sources[set][i]
    orderby source.Chance descending
    select (set, i, source);
foreach (var (set, i, source) in pairs)
{
    if (!given[set].ContainsKey(i) && taken.Add(source.Number))
    {
        given[set][i] = source;
    }
}

var kept = sources[1].SelectMany((found, i) => found.Where(source => MayBe(source, found, i)))
    .Select(source => source.Number)
    .ToHashSet();
using var file = new GZipStream(File.Create("grey-train-50k-idx3-ubyte.gz"), CompressionLevel.Optimal);
file.Write([0, 0, 8, 3, 0, 0, 0xc3, 0x50, 0, 0, 0, 28, 0, 0, 0, 28]);
for (var i = 0; i < sources[0].Length; i++)
{
    var isFound = given[0].TryGetValue(i, out var own) && !kept.Contains(own.Number);
    file.Write(isFound ? DigitOf(grey, own.Number) : [.. DigitOf(learned, i).Select(bit => (byte)(255 * bit))]);
}

byte[] Read(string name)
{
    using var stream = new GZipStream(File.OpenRead(name), CompressionMode.Decompress);
    var all = new MemoryStream();
    stream.CopyTo(all);
    return all.ToArray()[16..];
}

byte[] DigitOf(byte[] digits, int i) => digits[(i * Size)..((i + 1) * Size)];

// A bit for each pixel that has a value.
ulong[] Mask(byte[] digits, int i, int value)
{
    var mask = new ulong[Words];
    for (var at = 0; at < Size; at++)
    {
        mask[at / 64] |= digits[i * Size + at] == value ? 1UL << at % 64 : 0;
    }

    return mask;
}

List<Source>[] SourcesOfAll(byte[] binary)
{
    return [.. Enumerable.Range(0, binary.Length / Size).AsParallel().AsOrdered().Select(i => SourcesOf(binary, i))];
}

// The grey digits that a binary one may have been drawn from.
List<Source> SourcesOf(byte[] binary, int i)
{
    ulong[] off = Mask(binary, i, 0), on = Mask(binary, i, 1);
    return [.. numbers
        .Where(from => IsPossible(off, on, from))
        .Select(from => new Source(ChanceOf(DigitOf(binary, i), DigitOf(grey, from)), from))];
}

bool IsPossible(ulong[] off, ulong[] on, int from)
{
    for (var word = 0; word < Words; word++)
    {
        if ((on[word] & black[from][word] | off[word] & white[from][word]) != 0)
        {
            return false;
        }
    }

    return true;
}

double ChanceOf(byte[] binary, byte[] drawnFrom)
{
    return binary.Zip(drawnFrom, (bit, value) => Math.Log((bit == 1 ? value : 255 - value) / 255.0)).Sum();
}

bool MayBe(Source source, List<Source> found, int i)
{
    return !given[1].TryGetValue(i, out var own)
        || source.Chance > Math.Min(own.Chance, found.Max(other => other.Chance)) - Doubt;
}

// A grey digit, and the logarithm of the chance that a binary one is drawn from it.
internal readonly record struct Source(double Chance, int Number);
