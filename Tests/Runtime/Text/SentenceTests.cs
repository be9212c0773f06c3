#nullable enable
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Texts judged by hand.</summary>
    public sealed class SentenceTests
    {
        [TestCase("Peace.", true)]
        [TestCase("Why?", true)]
        [TestCase("He said \"no!\"", true)]
        [TestCase("(It passed.)", true)]
        [TestCase("in 1945.", true)]
        [TestCase("We saw it.", true)]
        [TestCase("and so…", true)]
        [TestCase("...", true)]
        [TestCase("Mr.", false)]
        [TestCase("the U.S.", false)]
        [TestCase("peace,", false)]
        [TestCase("peace", false)]
        [TestCase("\"", false)]
        [TestCase("", false)]
        public void Ends_where_a_mark_does(string text, bool ends)
        {
            Assert.That(Sentence.Ends(text), Is.EqualTo(ends));
        }
    }
}
