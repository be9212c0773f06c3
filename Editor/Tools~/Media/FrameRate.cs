using System.Globalization;
using System.Numerics;

namespace RnnGen.Media;

/// <summary>How many pictures a second shows: a ratio of whole numbers in lowest terms, as 25 or 30000/1001.</summary>
public readonly record struct FrameRate
{
    private const int Largest = ushort.MaxValue;
    private const int MostDecimals = 4;

    /// <param name="pictures">The pictures shown in some seconds, 1 to 65535.</param>
    /// <param name="seconds">These seconds, 1 to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public FrameRate(int pictures, int seconds = 1)
    {
        if (pictures is < 1 or > Largest || seconds is < 1 or > Largest) throw new ArgumentOutOfRangeException(
            nameof(pictures),
            $"A frame rate must be made of numbers from 1 to {Largest}, but was {pictures}/{seconds}.");
        var common = (int)BigInteger.GreatestCommonDivisor(pictures, seconds);
        Pictures = pictures / common;
        Seconds = seconds / common;
    }

    /// <summary>Reads a rate such as 25, 12.5 or 30000/1001.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static FrameRate Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length <= 2 && parts.All(part => IsNumber(part, out _)))
        {
            _ = IsNumber(parts[0], out var pictures);
            var seconds = parts.Length == 1 ? 1 : decimal.Parse(parts[1], CultureInfo.InvariantCulture);
            for (; pictures % 1 != 0 || seconds % 1 != 0; pictures *= 10) seconds *= 10;
            if (pictures is >= 1 and <= Largest && seconds is >= 1 and <= Largest)
            {
                return new FrameRate((int)pictures, (int)seconds);
            }
        }

        throw new FormatException($"A frame rate such as 25, 12.5 or 30000/1001 was expected, but '{text}' is none.");
    }

    /// <summary>
    /// Gets when a picture begins, counted from 0, in parts of a second, rounded so that errors do not add up.
    /// </summary>
    public long StartOf(int picture, int partsOfASecond)
    {
        return (2L * picture * Seconds * partsOfASecond + Pictures) / (2 * Pictures);
    }

    /// <summary>Writes the rate as 25 or 30000/1001.</summary>
    public override string ToString() => Seconds == 1 ? $"{Pictures}" : $"{Pictures}/{Seconds}";

    private static bool IsNumber(string text, out decimal number)
    {
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            && number is > 0 and <= Largest && number.Scale <= MostDecimals;
    }

    /// <summary>The pictures shown in <see cref="Seconds"/>.</summary>
    public int Pictures { get; }

    /// <summary>The seconds in which they are shown.</summary>
    public int Seconds { get; }
}
