using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class TensorTests
    {
        [Test]
        public void Has_few_operations()
        {
            var operations = typeof(Tensor).GetMethods().Where(method => method.IsAbstract).ToArray();
            Assert.That(operations, Has.Length.InRange(10, 40));
        }
    }
}
