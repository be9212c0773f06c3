#nullable enable
using System;
using System.Globalization;
using System.Text;

namespace RnnGen
{
    /// <summary>Reads JSON (RFC 8259) value by value, as the caller asks for what must come next.</summary>
    /// <remarks>
    /// There is no tree and no recursion, so that neither nesting nor length of a hostile text can cost more
    /// than its strings: the first value that is not of the kind asked for ends the reading.
    /// </remarks>
    internal ref struct JsonReader
    {
        private readonly ReadOnlySpan<char> text;
        private readonly string what;
        private int at;
        private bool first;

        /// <summary>Begins at the first value of a text.</summary>
        /// <param name="text">The text, unchanged until it is read.</param>
        /// <param name="what">What the text is, for error messages, such as "header".</param>
        public JsonReader(ReadOnlySpan<char> text, string what)
        {
            this.text = text;
            this.what = what;
            at = 0;
            first = true;
        }

        public void BeginObject() => Begin('{', "an object");

        public void BeginArray() => Begin('[', "an array");

        /// <summary>Reads the name of the next member, or the end of the object.</summary>
        public bool NextName(out string name)
        {
            name = "";
            if (!Next('}')) return false;
            name = String();
            Expect(':', "a colon");
            return true;
        }

        /// <summary>Moves to the next item, or past the end of the array.</summary>
        public bool NextItem() => Next(']');

        public string String()
        {
            Expect('"', "a string");
            var start = at;
            while (Peek() >= ' ' && Peek() != '"' && Peek() != '\\') at++;
            if (Peek() == '"') return text[start..at++].ToString();

            var builder = new StringBuilder().Append(text[start..at]);
            while (Peek() != '"')
            {
                var c = Peek();
                if (c < ' ') throw Error("a closing quote");
                at++;
                builder.Append(c == '\\' ? Escape() : c);
            }

            var value = builder.ToString();
            if (!IsWellFormed(value)) throw Error("whole surrogate pairs in the string before the quote");
            at++;
            return value;
        }

        public long Integer()
        {
            var digits = NumberText("an integer");
            if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }

            at -= digits.Length;
            throw Error("an integer of at most 64 bits");
        }

        public double Number()
        {
            var digits = NumberText("a number");
            if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && !double.IsInfinity(value) && !double.IsNaN(value))
            {
                return value;
            }

            at -= digits.Length;
            throw Error("a number within the range of 64-bit floating point");
        }

        /// <summary>Makes sure that nothing follows.</summary>
        public void End()
        {
            SkipSpace();
            if (at < text.Length) throw Error("its end");
        }

        /// <summary>
        /// Makes an exception that says what was required at this place, and what stands there.
        /// </summary>
        public readonly ModelFormatException Error(string required)
        {
            var found = at >= text.Length ? "ends there"
                : text[at] < ' ' || text[at] > '~' ? $"has U+{(int)text[at]:X4}"
                : $"has '{text[at]}'";
            return new ModelFormatException($"The {what} must have {required} at character {at}, but {found}.");
        }

        private void Begin(char bracket, string required)
        {
            Expect(bracket, required);
            first = true;
        }

        private bool Next(char bracket)
        {
            SkipSpace();
            if (Peek() == bracket)
            {
                at++;
                first = false;
                return false;
            }

            if (!first) Expect(',', $"a comma or '{bracket}'");
            first = false;
            return true;
        }

        private void Expect(char c, string required)
        {
            SkipSpace();
            if (Peek() != c) throw Error(required);
            at++;
        }

        private char Escape()
        {
            const string Names = "\"\\/bfnrt";
            const string Meanings = "\"\\/\b\f\n\r\t";
            var c = Peek();
            var name = Names.IndexOf(c);
            if (name < 0 && c != 'u') throw Error("one of \"\\/bfnrtu after a backslash");
            at++;
            if (name >= 0) return Meanings[name];

            if (at + 4 > text.Length
                || !ushort.TryParse(text.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                    out var code))
            {
                throw Error("four hexadecimal digits");
            }

            at += 4;
            return (char)code;
        }

        // The grammar of RFC 8259, section 6, which is narrower than what .NET parses.
        private ReadOnlySpan<char> NumberText(string required)
        {
            SkipSpace();
            var start = at;
            if (Peek() == '-') at++;
            if (Peek() == '0') at++;
            else Digits(required);
            if (Peek() == '.')
            {
                at++;
                Digits("a digit");
            }

            if (Peek() == 'e' || Peek() == 'E')
            {
                at++;
                if (Peek() == '+' || Peek() == '-') at++;
                Digits("a digit");
            }

            return text[start..at];
        }

        private void Digits(string required)
        {
            if (Peek() < '0' || Peek() > '9') throw Error(required);
            while (Peek() >= '0' && Peek() <= '9') at++;
        }

        private void SkipSpace()
        {
            while (Peek() == ' ' || Peek() == '\n' || Peek() == '\r' || Peek() == '\t') at++;
        }

        private static bool IsWellFormed(string value)
        {
            for (var i = 0; i < value.Length; i++)
            {
                if (!char.IsSurrogate(value[i])) continue;
                if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1])) return false;
                i++;
            }

            return true;
        }

        private readonly char Peek() => at < text.Length ? text[at] : '\0';
    }
}
